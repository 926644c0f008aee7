"""HubSpot's exports come in whole, by property labels as by internal names."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assistant.records.batches import import_paths, revert
from assistant.records.store import Store
from tests.records.batches.tables import contents, count, load, put, rows

EXPORTS = Path(__file__).parent / "hubspot"
BY_LABEL = EXPORTS / "by_label"
BY_NAME = EXPORTS / "by_name"


def names(store: Store, table: str, column: str = "name") -> dict[int | None, str]:
    """Id → name."""
    return {None: "", **dict(rows(store, table, "id", column))}


def utc(*parts: int) -> datetime:
    """A moment."""
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


def test_a_whole_portal_comes_in_and_every_row_is_counted(store: Store) -> None:
    report = import_paths(store, [BY_LABEL])
    assert report.system == "hubspot"
    assert report.objects == (
        count("user", created=3),
        count("account", created=12),
        count("product", created=5),
        count("contact", created=30),
        count("subscription", created=3),
        count("deal", created=40),
        count("order", created=7),
        count("ticket", created=12),
        count("activity", created=9),
        count("deal_stage_history", created=60),
        count("invoice", created=3),
        count("lead", created=18),
        count("order_item", created=8),
    )
    assert report.skipped == ()
    assert report.notes == ("invoices.csv: 1 row left out: drafts or voided invoices",)


def test_companies_with_their_codes_as_words_and_their_parents(store: Store) -> None:
    import_paths(store, [BY_LABEL])
    fields = (
        *("source_id", "name", "domain", "industry", "employees", "annual_revenue", "country", "city"),
        *("lifecycle_stage", "founded_year", "created_at"),
    )
    found = {row[1]: row for row in rows(store, "account", *fields)}
    assert found["Tamarind Logistics"] == (
        *(
            "9001007",
            "Tamarind Logistics",
            "tamarindlogistics.example",
            "Logistics and Supply Chain",
            640,
            88_000_000.0,
        ),
        *("Kenya", "Mombasa", "customer", 2001, utc(2023, 2, 24, 12, 57)),
    )
    assert {name: row[8] for name, row in found.items()} == {
        "Northgate Foods": "customer",
        "Northgate Bakery": "prospect",
        "Veldt Pharma BV": "customer",
        "Lumen & Sons": "lead",
        "Câmara Química": "customer",
        "Ostsee Labor GmbH": "prospect",
        "Tamarind Logistics": "customer",
        "Quarry Road School": "lead",
        "Brightwater Utilities": "customer",
        "Delta Assay Services": None,  # “Other” says nothing
        "Aurelia Jewels": "customer",
        "Fjord Aquaculture": "lead",
    }
    known = names(store, "account")
    parents = {name: known[parent] for name, parent in rows(store, "account", "name", "parent_id") if parent}
    assert parents == {"Northgate Bakery": "Northgate Foods"}
    customs = dict(rows(store, "account", "name", "custom"))
    assert customs["Delta Assay Services"] == {"Last Activity Date": "2023-09-01 11:48", "Lifecycle Stage": "Other"}
    assert customs["Northgate Foods"]["Target Account"] is True


def test_contacts_know_their_first_company_and_keep_the_list(store: Store) -> None:
    import_paths(store, [BY_LABEL])
    companies, people = names(store, "account"), names(store, "user")
    fields = ("first_name", "last_name", "email", "phone", "title", "opt_out", "account_id", "owner_id", "custom")
    found = {row[2]: row for row in rows(store, "contact", *fields)}
    *elif_, account, owner, custom = found["elif.eriksen@camaraquimica.example"]
    assert (*elif_, companies[account], people[owner]) == (
        *("Elif", "Eriksen", "elif.eriksen@camaraquimica.example", "+44 113 4960004", "Director of Operations", None),
        *("Câmara Química", "Ines Duarte"),
    )
    assert custom == {
        "All associated Company IDs": "9001005;9001009",
        "How did you hear of us": "Webinar;Fair",
        "Last Activity Date": "2023-09-14 16:23",
        "Lifecycle Stage": "Customer",
        "Original Traffic Source": "Offline Sources",
    }
    assert people[found["finn.fontaine@ostseelabor.example"][7]] == "Ines Duarte"  # exported as deactivated
    assert found["hugo.hauser@quarryroad.example"][5] is True
    assert found["ben.brandt@northgatebakery.example"][5] is False


def test_contacts_with_a_lead_status_are_leads_too(store: Store) -> None:
    import_paths(store, [BY_LABEL])
    fields = ("source_id", "first_name", "last_name", "company", "email", "status", "source")
    leads = rows(store, "lead", *fields)
    assert leads[3] == (
        *("7100004", "Dev", "Dlamini", "Lumen & Sons", "dev.dlamini@lumenandsons.example"),
        *("Attempted to contact", "Organic Search"),
    )
    assert {row[5] for row in leads} == {"New", "Open", "In progress", "Attempted to contact"}
    assert {row[0] for row in leads} <= {key for (key,) in rows(store, "contact", "source_id")}


def test_a_deal_with_everything_around_it(store: Store) -> None:
    import_paths(store, [BY_LABEL])
    fields = (
        *("name", "pipeline", "stage", "amount", "currency", "probability", "opened_at", "close_date"),
        *("forecast_category", "type", "next_step", "is_closed", "is_won", "lost_reason"),
    )
    found = {row[0]: row[1:] for row in rows(store, "deal", "source_id", *fields)}
    assert found["8200004"] == (
        *("Lumen & Sons - Bench scales", "Sales Pipeline", "Contract Sent", 4831.5, "EUR", 0.9),
        *(date(2023, 3, 5), date(2023, 4, 22), "commit", "Existing Business", "Call on Monday", False, False, None),
    )
    assert found["8200016"][-3:] == (True, False, "Price")
    companies, contacts = names(store, "account"), names(store, "contact", "email")
    around = {row[0]: row[1:] for row in rows(store, "deal", "source_id", "account_id", "primary_contact_id", "custom")}
    company, contact, custom = around["8200007"]
    assert (companies[company], contacts[contact]) == (
        "Tamarind Logistics",
        "grace.gallagher@tamarindlogistics.example",
    )
    assert custom["All associated Contact IDs"] == "7100007;7100019"
    assert custom["Amount in company currency"] == 7870.59


def test_own_stages_mean_what_the_closed_columns_say(store: Store) -> None:
    import_paths(store, [BY_LABEL])
    assert set(rows(store, "stage_meaning", "stage", "meaning")) == {
        ("Appointment Scheduled", "open"),
        ("Qualified To Buy", "open"),
        ("Trial with our lab", "open"),
        ("Contract Sent", "open"),
        ("Closed Won", "won"),
        ("Closed Lost", "lost"),
        ("Framework signed", "won"),
    }


def test_without_closed_columns_the_probability_tells_else_the_name(store: Store, tmp_path: Path) -> None:
    report = load(
        *(store, tmp_path, "deals.csv"),
        "Record ID,Deal Name,Deal Stage,Deal probability",
        "1,A,Unterschrieben,1.0",
        "2,B,Kein Bedarf,0",
        "3,C,Angebot,0.4",
        "4,D,Closed won,",
    )
    assert report.objects == (count("deal", created=4),)
    assert rows(store, "deal", "stage", "is_closed", "is_won") == [
        ("Unterschrieben", True, True),
        ("Kein Bedarf", True, False),
        ("Angebot", False, False),
        ("Closed won", True, True),
    ]


@pytest.mark.parametrize(
    ("stage", "is_closed", "is_won"),
    [
        ("closedwon", True, True),
        ("Abgeschlossen und gewonnen", True, True),
        ("Verloren", True, False),
        ("Fermé gagné", True, True),
        ("Fermée perdue", True, False),
        ("Cierre ganado", True, True),
        ("Cierre perdido", True, False),
        ("Gewonnene Erkenntnisse", False, False),
        ("Perspective", False, False),
    ],
)
def test_a_stage_s_name_tells_its_meaning_in_four_languages(
    store: Store, tmp_path: Path, stage: str, is_closed: bool, is_won: bool
) -> None:
    load(store, tmp_path, "deals.csv", "Deal Name,Deal Stage", f"A,{stage}")
    assert rows(store, "deal", "stage", "is_closed", "is_won") == [(stage, is_closed, is_won)]


def test_the_days_on_which_stages_were_entered_are_history(store: Store) -> None:
    import_paths(store, [BY_LABEL])
    deals = names(store, "deal", "source_id")
    steps = [
        (deals[deal], stage, at) for deal, stage, at in rows(store, "deal_stage_history", "deal_id", "to_stage", "at")
    ]
    assert [step for step in steps if step[0] == "8200006"] == [
        ("8200006", "Appointment Scheduled", utc(2023, 3, 23, 12, 20)),
        ("8200006", "Closed Lost", utc(2023, 5, 12, 12, 20)),
    ]
    assert not any(name.startswith("Date entered") for (custom,) in rows(store, "deal", "custom") for name in custom)


def test_tickets_in_a_stage_of_their_own_are_open_until_they_are_closed(store: Store) -> None:
    import_paths(store, [BY_LABEL])
    fields = ("number", "subject", "status", "priority", "type", "channel", "description")
    found = {row[0]: row[1:] for row in rows(store, "ticket", *fields)}
    assert found["6300002"] == (
        *("Invoice shows the wrong address", "pending", "normal", "question", "web"),
        "Invoice shows the wrong address.\nSerial no. LK-1001",
    )
    assert [found[number][1] for number in ("6300001", "6300003", "6300004", "6300005", "6300010")] == [
        *("new", "open", "closed", "open", "closed"),
    ]
    assert (found["6300005"][2], found["6300005"][4]) == (None, "other")
    times = {row[0]: row[1:] for row in rows(store, "ticket", "number", "first_response_at", "solved_at", "custom")}
    first, solved, _ = times["6300004"]
    assert (first, solved) == (utc(2023, 9, 27, 14, 6), utc(2023, 9, 29, 11, 6))
    assert times["6300005"][2]["Ticket status"] == "Returned to workshop"
    people = names(store, "user")
    assert {number: people[who] for number, who in rows(store, "ticket", "number", "assignee_id")}[
        "6300002"
    ] == "Tom Okello"


def test_products_orders_invoices_subscriptions(store: Store) -> None:
    import_paths(store, [BY_LABEL])
    assert rows(store, "product", "source_id", "sku", "name", "series", "list_price")[1] == (
        *("5500002", "LK-220", "LK-220 Balance", "LK", 1950.0),
    )
    orders = names(store, "order", "number")
    products = names(store, "product", "sku")
    items = [
        (orders[order], products[product], *rest)
        for order, product, *rest in rows(
            *(store, "order_item", "order_id", "product_id", "quantity", "unit_price", "discount")
        )
    ]
    assert items[:2] == [
        ("Deal 8200001", "LK-100", 1.0, 480.0, 0.1),
        ("Deal 8200001", "LK-220", 2.0, 1950.0, None),
    ]
    assert rows(store, "order", "number", "status", "total", "ordered_at")[0] == (
        *("LK-2024-001", "fulfilled", 975.5, utc(2023, 12, 3, 9, 15)),
    )
    assert {row[1:] for row in rows(store, "order", "id", "status", "total", "ordered_at")[3:]} == {
        ("quoted", None, None)
    }
    assert rows(store, "invoice", "number", "amount", "issued_at", "due_at", "paid_at") == [
        ("INV-101", 975.5, date(2024, 1, 10), date(2024, 2, 9), date(2024, 2, 1)),
        ("INV-102", 1950.0, date(2024, 2, 10), date(2024, 3, 11), None),
        ("INV-103", 260.0, date(2024, 3, 10), date(2024, 4, 9), date(2024, 4, 20)),
    ]
    assert rows(store, "subscription", "plan", "mrr", "starts_at", "cancelled_at")[1] == (
        *("Calibration Basic", 45.0, date(2023, 6, 1), date(2024, 3, 31)),
    )


def test_activities_are_done_when_they_took_place(store: Store) -> None:
    import_paths(store, [BY_LABEL])
    fields = ("kind", "subject", "body", "status", "priority", "due_at", "done_at")
    assert rows(store, "activity", *fields) == [
        ("call", "Intro call", "Wants two balances by June.", "connected", None, None, utc(2024, 5, 2, 10, 5)),
        ("call", "Follow-up", None, "no answer", None, None, utc(2024, 5, 3, 14)),
        ("email", "Your quote", "Dear Ada,\nattached is the quote.", "sent", None, None, utc(2024, 5, 4, 8, 30)),
        ("meeting", "Site visit", "Walk through the lab", "completed", None, utc(2024, 5, 6, 9), utc(2024, 5, 6, 9)),
        ("meeting", "Demo", None, "scheduled", None, utc(2024, 7, 10, 9), None),
        ("meeting", "Lunch", None, "no show", None, utc(2024, 5, 8, 12), None),
        ("note", None, "Budget is set in September.\nAsk again then.", None, None, None, utc(2024, 5, 9, 16, 20)),
        ("task", "Send price list", None, "not started", "high", utc(2024, 7, 1, 9), None),
        ("task", "Call back", "about the drift", "completed", "normal", utc(2024, 5, 10, 9), utc(2024, 5, 10, 11, 45)),
    ]
    deals = names(store, "deal", "source_id")
    assert [deals[deal] for (deal,) in rows(store, "activity", "deal_id")][:2] == ["8200001", "8200002"]


def test_the_portal_again_is_all_duplicates_and_a_revert_leaves_an_empty_home(store: Store) -> None:
    empty = contents(store)
    import_paths(store, [BY_LABEL])
    full = contents(store)
    again = import_paths(store, [BY_LABEL])
    assert [one for one in again.objects if one.created or one.updated or one.quarantined] == []
    assert contents(store) == full
    revert(store, 2)
    revert(store, 1)
    assert contents(store) == empty


def test_a_newer_export_changes_what_changed_and_a_revert_brings_it_back(store: Store, tmp_path: Path) -> None:
    import_paths(store, [BY_LABEL])
    before = contents(store)
    (export,) = BY_LABEL.glob("*deals*")
    text = export.read_text(encoding="utf-8-sig")
    old = '"Lumen & Sons - Bench scales","Contract Sent","Sales Pipeline","4831.50"'
    assert old in text
    newer = tmp_path / "hubspot-crm-exports-all-deals-2024-07-31.csv"
    newer.write_text(text.replace(old, '"Lumen & Sons - Bench scales","Closed Won","Sales Pipeline","5000"'), "utf-8")
    report = import_paths(store, [newer])
    assert {one.object: one.updated for one in report.objects if one.updated} == {"deal": 1}
    assert ("8200004", "Closed Won", 5000.0) in rows(store, "deal", "source_id", "stage", "amount")
    revert(store, 2)
    assert contents(store) == before


def test_internal_names_with_internal_values_give_the_same_records(store: Store) -> None:
    import_paths(store, [BY_LABEL])
    fields = {
        "account": (
            *("source_id", "name", "domain", "industry", "employees", "annual_revenue", "country", "city"),
            *("lifecycle_stage", "founded_year", "created_at"),
        ),
        "contact": ("source_id", "first_name", "last_name", "email", "phone", "title", "opt_out", "created_at"),
        "lead": ("source_id", "email", "status"),
        "deal": (
            *("source_id", "name", "amount", "currency", "probability", "opened_at", "close_date"),
            *("forecast_category", "type", "next_step", "is_closed", "is_won", "lost_reason"),
        ),
    }
    by_label = {table: sorted(rows(store, table, *columns)) for table, columns in fields.items()}
    revert(store, 1)
    report = import_paths(store, [BY_NAME])
    assert report.system == "hubspot"
    by_name = {table: sorted(rows(store, table, *columns)) for table, columns in fields.items()}
    assert by_name == by_label
    companies = names(store, "account")
    assert {companies[parent] for (parent,) in rows(store, "account", "parent_id")} == {"", "Northgate Foods"}
    stages = dict(rows(store, "stage_meaning", "stage", "meaning"))
    assert (stages["998877"], stages["998878"], stages["closedlost"]) == ("open", "won", "lost")
    assert len(rows(store, "deal_stage_history", "id")) == 60
    assert {name for (custom,) in rows(store, "contact", "custom") for name in custom} == {
        *("How did you hear of us", "Last Activity Date", "Lead Status", "Lifecycle Stage", "Original Traffic Source"),
    }


def test_owners_by_number_get_their_names_from_the_owners(store: Store, tmp_path: Path) -> None:
    import_paths(store, [BY_NAME])
    assert {name for (name,) in rows(store, "user", "name")} == {
        *("HubSpot owner 51100201", "HubSpot owner 51100202", "HubSpot owner 51100203"),
    }
    owners = {
        "results": [
            {"id": "51100201", "email": "maria.weber@larkfield.example", "firstName": "Maria", "lastName": "Weber",
             "userId": 1, "createdAt": "2021-01-01T00:00:00Z", "updatedAt": "2021-01-01T00:00:00Z", "archived": False},
            {"id": "51100202", "email": "tom@larkfield.example", "firstName": "", "lastName": "",
             "userId": 2, "createdAt": "2021-01-01T00:00:00Z", "updatedAt": "2021-01-01T00:00:00Z", "archived": False},
        ]
    }  # fmt: skip
    (tmp_path / "owners.json").write_text(json.dumps(owners), encoding="utf-8")
    report = import_paths(store, [tmp_path / "owners.json"])
    assert (report.system, report.objects) == ("hubspot", (count("user", updated=2),))
    assert rows(store, "user", "source_id", "name", "email") == [
        ("51100201", "Maria Weber", "maria.weber@larkfield.example"),
        ("51100202", "tom@larkfield.example", "tom@larkfield.example"),
        ("51100203", "HubSpot owner 51100203", None),
    ]


def test_associations_by_name_or_address_when_the_export_has_no_ids(store: Store, tmp_path: Path) -> None:
    put(tmp_path, "companies.csv", "Company name,Company Domain Name,Industry", "Acme,acme.example,RETAIL", "Bolt,,")
    put(
        *(tmp_path, "contacts.csv"),
        "First Name,Last Name,Email,Associated Company",
        "Ann,Ash,ann@acme.example,Acme (acme.example)",
        "Bob,Birch,,Bolt; Acme",
    )
    put(
        *(tmp_path, "deals.csv"),
        "Deal Name,Deal Stage,Associated Company,Associated Contact",
        "One,New,Acme,Ann Ash (ann@acme.example)",
        "Two,New,Bolt,Bob Birch; Ann Ash",
    )
    report = import_paths(store, [tmp_path])
    assert report.objects == (count("account", created=2), count("contact", created=2), count("deal", created=2))
    companies, contacts = names(store, "account"), names(store, "contact", "first_name")
    assert [(name, companies[one]) for name, one in rows(store, "contact", "first_name", "account_id")] == [
        ("Ann", "Acme"),
        ("Bob", "Bolt"),
    ]
    assert [
        (name, companies[company], contacts[contact], custom)
        for name, company, contact, custom in rows(
            *(store, "deal", "name", "account_id", "primary_contact_id", "custom")
        )
    ] == [
        ("One", "Acme", "Ann", {"All associated Contact": "Ann Ash (ann@acme.example)"}),
        ("Two", "Bolt", "Bob", {"All associated Contact": "Bob Birch; Ann Ash"}),
    ]
    assert rows(store, "contact", "custom")[1] == ({"All associated Company": "Bolt; Acme"},)


def test_companies_named_by_deals_become_accounts_that_a_later_export_completes(store: Store, tmp_path: Path) -> None:
    load(
        *(store, tmp_path, "deals.csv"),
        "Record ID,Deal Name,Deal Stage,Associated Company,Associated Company IDs,Deal owner",
        "1,One,New,Acme,501,Maria Weber",
        "2,Two,New,Acme,501,maria@larkfield.example",
    )
    assert rows(store, "account", "source_id", "name", "domain") == [("501", "Acme", None)]
    assert rows(store, "user", "name", "email") == [
        ("Maria Weber", None),
        ("maria@larkfield.example", "maria@larkfield.example"),
    ]
    report = load(
        store, tmp_path, "companies.csv", "Record ID,Company name,Company Domain Name", "501,Acme Ltd,acme.example"
    )
    assert report.objects == (count("account", updated=1),)
    assert rows(store, "account", "source_id", "name", "domain") == [("501", "Acme Ltd", "acme.example")]
    load(store, tmp_path, "more.csv", "Record ID,Deal Name,Associated Company,Associated Company IDs", "1,One,Acme,501")
    assert rows(store, "account", "name") == [("Acme Ltd",)]  # what is told in passing overwrites nothing


def test_contacts_that_come_after_their_deals_are_found_and_the_list_stays(store: Store, tmp_path: Path) -> None:
    deals = ("Record ID,Deal Name,Deal Stage,Associated Contact IDs", "1,A,New,7;8", "2,B,New,8")
    load(store, tmp_path, "deals.csv", *deals)
    assert rows(store, "deal", "primary_contact_id") == [(None,), (None,)]
    load(store, tmp_path, "contacts.csv", "Record ID,First Name,Last Name", "7,Ann,Ash", "8,Bob,Birch")
    people = names(store, "contact", "first_name")
    found = [(people[who], custom) for who, custom in rows(store, "deal", "primary_contact_id", "custom")]
    assert found == [("Ann", {"All associated Contact IDs": "7;8"}), ("Bob", {})]
    assert load(store, tmp_path, "deals.csv", *deals).objects == (count("deal", duplicates=2),)


def test_the_api_s_json_is_read_like_an_export(store: Store, tmp_path: Path) -> None:
    page = {
        "results": [
            {
                "id": "8200001",
                "properties": {
                    "dealname": "One",
                    "dealstage": "closedwon",
                    "amount": "12.50",
                    "hs_object_id": "8200001",
                },
                "createdAt": "2024-01-02T03:04:05.000Z",
                "archived": False,
            }
        ]
    }
    (tmp_path / "deals.json").write_text(json.dumps(page), encoding="utf-8")
    report = import_paths(store, [tmp_path / "deals.json"])
    assert (report.system, report.objects) == ("hubspot", (count("deal", created=1),))
    assert rows(store, "deal", "source_id", "name", "amount", "is_won", "created_at") == [
        ("8200001", "One", 12.5, True, utc(2024, 1, 2, 3, 4, 5)),
    ]


@pytest.mark.parametrize(
    "header",
    [
        "Datensatz-ID;Deal-Name;Deal-Phase;Betrag;Währung;Abschlussdatum;Zuständiger Mitarbeiter",
        "ID de fiche d’informations;Nom de la transaction;Phase de la transaction;Montant;Devise;Date de fermeture;"
        "Propriétaire de la transaction",
        "ID de registro;Nombre del negocio;Etapa del negocio;Valor;Moneda;Fecha de cierre;Propietario del negocio",
    ],
    ids=["German", "French", "Spanish"],
)
def test_deals_in_other_languages(store: Store, tmp_path: Path, header: str) -> None:
    load(store, tmp_path, "export.csv", header, "7;Waagen;Angebot;100,50;EUR;2024-03-01;Maria Weber")
    people = names(store, "user")
    fields = ("source_id", "name", "stage", "amount", "currency", "close_date", "owner_id")
    ((*deal, owner),) = rows(store, "deal", *fields)
    assert (*deal, people[owner]) == ("7", "Waagen", "Angebot", 100.5, "EUR", date(2024, 3, 1), "Maria Weber")


@pytest.mark.parametrize(
    "header",
    [
        "Vorname;Nachname;E-Mail;Telefonnummer;Lifecycle-Phase",
        "Prénom;Nom;E-mail;Numéro de téléphone;Phase du cycle de vie",
        "Nombre;Apellidos;Correo;Número de teléfono;Etapa del ciclo de vida",
    ],
    ids=["German", "French", "Spanish"],
)
def test_contacts_in_other_languages(store: Store, tmp_path: Path, header: str) -> None:
    report = load(store, tmp_path, "export.csv", header, "Ada;Okafor;ada@example.com;+49 381 1;Lead")
    assert (report.system, report.objects) == ("hubspot", (count("contact", created=1),))
    assert rows(store, "contact", "first_name", "last_name", "email", "phone") == [
        ("Ada", "Okafor", "ada@example.com", "+49 381 1"),
    ]


@pytest.mark.parametrize(
    "header",
    [
        "Datensatz-ID;Unternehmensname;Branche;Anzahl der Mitarbeiter;Stadt",
        "ID de fiche d'informations;Nom de l'entreprise;Secteur d'activité;Nombre d'employés;Ville",
        "ID de registro;Nombre de la empresa;Sector;Número de empleados;Ciudad",
    ],
    ids=["German", "French", "Spanish"],
)
def test_companies_in_other_languages(store: Store, tmp_path: Path, header: str) -> None:
    load(store, tmp_path, "export.csv", header, "5;Ostsee Labor GmbH;BIOTECHNOLOGY;75;Rostock")
    assert rows(store, "account", "source_id", "name", "industry", "employees", "city") == [
        ("5", "Ostsee Labor GmbH", "Biotechnology", 75, "Rostock"),
    ]


def test_column_order_spaces_and_case_do_not_matter(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "x.csv", " deal  STAGE ,AMOUNT, record id,Deal\u00a0Name", "New,5,1,One")
    assert rows(store, "deal", "source_id", "name", "stage", "amount") == [("1", "One", "New", 5.0)]


def test_sixty_properties_of_their_own_become_typed_custom_fields(store: Store, tmp_path: Path) -> None:
    own = ",".join(f"Own {place}" for place in range(60))
    cells = ",".join(str(place) if place % 2 else f"word {place}" for place in range(60))
    load(store, tmp_path, "x.csv", f"Record ID,Deal Name,Deal Stage,{own}", f"1,One,New,{cells}")
    ((custom,),) = rows(store, "deal", "custom")
    assert custom == {f"Own {place}": place if place % 2 else f"word {place}" for place in range(60)}


def test_three_columns_are_enough(store: Store, tmp_path: Path) -> None:
    report = load(store, tmp_path, "x.csv", "Deal Name,Deal Stage,Amount", "One,Closed Won,5", "Two,New,")
    assert (report.system, report.objects) == ("hubspot", (count("deal", created=2),))
    assert rows(store, "deal", "name", "is_won", "amount") == [("One", True, 5.0), ("Two", False, None)]
    again = import_paths(store, [tmp_path / "x.csv"])
    assert again.objects == (count("deal", duplicates=2),)


def test_a_bad_date_and_an_unknown_company_go_to_quarantine_with_their_reasons(store: Store, tmp_path: Path) -> None:
    put(tmp_path, "companies.csv", "Record ID,Company name", "1,Acme")
    put(
        *(tmp_path, "deals.csv"),
        "Record ID,Deal Name,Deal Stage,Close Date,Associated Company IDs",
        "1,One,New,2024-02-30,1",
        "2,Two,New,2024-02-28,2",
        "3,Three,New,1709164800000,1",
    )
    report = import_paths(store, [tmp_path])
    assert [(one.line, one.reason.removesuffix(" that is here")) for one in report.quarantine] == [
        (2, "Close Date: '2024-02-30' is no day of the calendar"),
        (3, "Associated Company IDs: '2' names no account"),
    ]
    assert rows(store, "deal", "source_id", "close_date") == [("3", date(2024, 2, 29))]
