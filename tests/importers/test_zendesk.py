"""Zendesk's views, users, organisations come in whole."""

from pathlib import Path

import pytest

from assistant.records.batches import import_paths, revert
from assistant.records.store import Store
from tests.importers.looking import counted, names, utc
from tests.records.batches.tables import contents, count, load, put, rows

EXPORTS = Path(__file__).parent / "zendesk"
CSV = EXPORTS / "csv"
JSON = EXPORTS / "json"


def test_views_users_and_organisations_come_in_and_every_row_is_counted(store: Store) -> None:
    report = import_paths(store, [CSV])
    assert report.system == "zendesk"
    assert report.objects == (
        count("user", created=4),
        count("account", created=13),
        count("contact", created=30),
        count("ticket", created=40),
    )


def test_a_ticket_of_a_view_with_its_times_and_score(store: Store) -> None:
    import_paths(store, [CSV])
    fields = ("subject", "status", "priority", "type", "channel", "tags", "group", "csat_score", "reopened_count")
    found = {row[0]: row[1:] for row in rows(store, "ticket", "number", *fields)}
    assert found["2041"] == (
        *("Balance drifts after warm-up", "new", "low", "question", "email", ["billing", "refund"], "Support", None, 0),
    )
    assert found["2044"][1:5] == ("on_hold", "urgent", "task", "phone")
    assert found["2045"][1:5] == ("solved", None, None, "other")
    assert {number: row[7] for number, row in found.items() if row[7]} == {
        **dict.fromkeys(("2045", "2055", "2061", "2063", "2069", "2079"), 5.0),
        **dict.fromkeys(("2046", "2056", "2062", "2064", "2070", "2080"), 1.0),
    }
    times = {row[0]: row[1:] for row in rows(store, "ticket", "number", "created_at", "first_response_at", "solved_at")}
    assert times["2041"] == (utc(2024, 1, 8, 8, 5), None, None)
    assert times["2045"] == (utc(2024, 1, 13, 12, 5), utc(2024, 1, 13, 12, 45), utc(2024, 1, 14, 12, 5))
    people, companies, contacts = names(store, "user"), names(store, "account"), names(store, "contact", "email")
    around = {row[0]: row[1:] for row in rows(store, "ticket", "number", "assignee_id", "account_id", "contact_id")}
    assignee, account, contact = around["2045"]
    assert (people[assignee], companies[account], contacts[contact]) == (
        *("Owen Hughes", "Câmara Química", "elif.eriksen@camaraquimica.example"),
    )
    assert around["2041"][0] is None


def test_own_fields_of_a_view_are_typed(store: Store) -> None:
    import_paths(store, [CSV])
    custom = dict(rows(store, "ticket", "number", "custom"))["2044"]
    own = ("Instrument", "Serial number", "Downtime hours", "Under warranty")
    assert {name: custom[name] for name in own} == {
        "Instrument": "LK-100",
        "Serial number": "LK-1003",
        "Downtime hours": 1.5,
        "Under warranty": 1,
    }
    assert "Summation column" not in custom


def test_users_are_contacts_or_colleagues_by_their_role(store: Store) -> None:
    import_paths(store, [CSV])
    assert rows(store, "user", "source_id", "name", "email", "role", "is_active") == [
        ("3700001", "Nadia Petrov", "nadia.petrov@larkfield.example", "admin", True),
        ("3700002", "Owen Hughes", "owen.hughes@larkfield.example", "agent", True),
        ("3700003", "Lucía Prieto", "lucia.prieto@larkfield.example", "agent", True),
        ("3700004", "Temp Desk", "temp@larkfield.example", "viewer", False),
    ]
    companies = names(store, "account")
    fields = ("first_name", "last_name", "email", "phone", "language", "timezone", "account_id")
    *ben, account = rows(store, "contact", *fields)[1]
    assert (*ben, companies[account]) == (
        *("Ben", "Brandt", "ben.brandt@northgatebakery.example", "+44 113 4960001", "Deutsch", "Amsterdam"),
        "Northgate Bakery",
    )


def test_tickets_alone_bring_the_people_they_name(store: Store) -> None:
    (view,) = CSV.glob("export_view*")
    report = import_paths(store, [view])
    assert report.objects == (
        count("user", created=2),
        count("account", created=12),
        count("contact", created=30),
        count("ticket", created=40),
    )
    import_paths(store, [CSV])  # the people's own exports come later
    assert len(rows(store, "user", "id")) == 4
    assert len(rows(store, "contact", "id")) == 30
    assert {key for (key,) in rows(store, "account", "source_id")} == {str(2600001 + i) for i in range(12)} | {
        "2600099"
    }


def test_the_list_of_team_members_is_users(store: Store, tmp_path: Path) -> None:
    report = load(
        *(store, tmp_path, "team_members.csv"),
        "ID,Name,Email,Suspended,Date created,Last updated,Last sign-in,Time zone,Language,Primary Group,Groups,Role",
        "1,Nadia Petrov,nadia@larkfield.example,FALSE,2021-04-01,2024-01-01,2024-06-01,London,English,Support,,Admin",
        "2,Temp Desk,temp@larkfield.example,TRUE,2021-04-01,2024-01-01,,London,English,Support,,Light agent",
    )
    assert (report.system, counted(report)) == ("zendesk", (count("user", created=2),))
    assert rows(store, "user", "source_id", "name", "role", "is_active") == [
        ("1", "Nadia Petrov", "admin", True),
        ("2", "Temp Desk", "viewer", False),
    ]


@pytest.mark.parametrize("folder", [CSV, JSON], ids=["csv", "json"])
def test_the_same_again_is_all_duplicates_and_a_revert_leaves_an_empty_home(store: Store, folder: Path) -> None:
    empty = contents(store)
    import_paths(store, [folder])
    full = contents(store)
    again = import_paths(store, [folder])
    assert [one for one in again.objects if one.created or one.updated or one.quarantined] == []
    assert contents(store) == full
    revert(store, 2)
    revert(store, 1)
    assert contents(store) == empty


def test_views_and_json_of_one_account_are_one_set_of_people(store: Store) -> None:
    import_paths(store, [CSV])
    people = rows(store, "contact", "source_id", "email")
    import_paths(store, [JSON])
    assert rows(store, "contact", "source_id", "email") == people
    assert len(rows(store, "user", "id")) == 4
    assert len(rows(store, "account", "id")) == 13
    assert len(rows(store, "ticket", "id")) == 54


def test_a_customer_of_two_systems_is_one_record(store: Store) -> None:
    import_paths(store, [EXPORTS.parent / "hubspot" / "by_label"])
    import_paths(store, [JSON])
    assert (len(rows(store, "contact", "id")), len(rows(store, "account", "id"))) == (30, 13)  # 12, with our own
    emails = names(store, "contact", "email")
    assert {emails[contact] for (contact,) in rows(store, "deal", "primary_contact_id")} & {
        emails[contact] for (contact,) in rows(store, "ticket", "contact_id")
    }
    systems = set(rows(store, "ticket", "source_system"))
    assert systems == {("hubspot",), ("zendesk",)}


def test_a_solved_ticket_in_a_newer_export_is_an_update_that_a_revert_takes_back(store: Store, tmp_path: Path) -> None:
    import_paths(store, [CSV])
    before = contents(store)
    (view,) = CSV.glob("export_view*")
    lines = view.read_text(encoding="utf-8").splitlines()
    assert ",Pending,High,Chat," in lines[3]
    newer = put(tmp_path, "view.csv", lines[0], lines[3].replace(",Pending,High,Chat,", ",Solved,High,Chat,"))
    report = import_paths(store, [newer])
    assert {one.object: one.updated for one in report.objects if one.updated} == {"ticket": 1}
    assert dict(rows(store, "ticket", "number", "status"))["2043"] == "solved"
    revert(store, 2)
    assert contents(store) == before


@pytest.mark.parametrize(
    "header",
    [
        "ID;Anfragender;Betreff;Status;Priorität;Mitarbeiter;Gruppe",
        "ID;Demandeur;Sujet;Statut;Priorité;Assigné;Groupe",
        "ID;Solicitante;Asunto;Estado;Prioridad;Agente asignado;Grupo",
    ],
    ids=["German", "French", "Spanish"],
)
def test_views_in_other_languages(store: Store, tmp_path: Path, header: str) -> None:
    words = {"German": ("Offen", "Hoch"), "French": ("Ouvert", "Élevée"), "Spanish": ("Abierto", "Alta")}
    status, priority = words["German" if "Betreff" in header else "French" if "Sujet" in header else "Spanish"]
    report = load(store, tmp_path, "export.csv", header, f"7;Ada Okafor;Hallo;{status};{priority};Owen Hughes;Support")
    assert report.system == "zendesk"
    people = names(store, "user")
    fields = ("number", "subject", "status", "priority", "group", "assignee_id")
    ((*ticket, assignee),) = rows(store, "ticket", *fields)
    assert (*ticket, people[assignee]) == ("7", "Hallo", "open", "high", "Support", "Owen Hughes")


def test_a_status_of_their_own_is_open_and_keeps_its_name(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "x.csv", "Id,Requester,Requester email,Subject,Status", "7,Ada,a@example.com,Hi,With the lab")
    assert rows(store, "ticket", "status", "custom") == [("open", {"Status": "With the lab"})]


def test_column_order_spaces_and_case_do_not_matter(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "x.csv", " STATUS,satisfaction  score,ID,Subject", "Solved,Good,7,Hi")
    assert rows(store, "ticket", "number", "subject", "status", "csat_score") == [("7", "Hi", "solved", 5.0)]
