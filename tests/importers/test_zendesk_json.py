"""Zendesk's JSON: tickets with whole conversations, articles, pages of the API."""

import json
from pathlib import Path

from assistant.records.batches import import_paths
from assistant.records.store import Store
from tests.importers.looking import counted, names, utc
from tests.records.batches.tables import count, rows

EXPORTS = Path(__file__).parent / "zendesk"
JSON = EXPORTS / "json"
TICKETS = JSON / "export-2024-06-30-0915-10482233-tickets.json"


def test_conversations_come_in_with_their_directions(store: Store) -> None:
    report = import_paths(store, [JSON])
    assert report.objects == (
        count("user", created=4),
        count("account", created=13),
        count("contact", created=30),
        count("kb_article", created=2),
        count("ticket", created=14),
        count("message", created=39),
        count("attachment", created=3),
    )
    assert report.notes == (f"{TICKETS.name}: 1 row left out: deleted tickets",)
    tickets, people = names(store, "ticket", "number"), names(store, "user")
    thread = [
        (direction, people[author], channel, body, sent)
        for ticket, direction, author, channel, body, sent in rows(
            *(store, "message", "ticket_id", "direction", "author_id", "channel", "body_text", "sent_at")
        )
        if tickets[ticket] == "3046"
    ]
    start = utc(2024, 4, 23, 19, 5)
    assert thread == [
        ("in", "", "social", "Please ship to the new lab from now on.", start),
        ("note", "Lucía Prieto", "web", "Could be the level, ask the lab.", utc(2024, 4, 23, 19, 14)),
        ("out", "Lucía Prieto", "email", "Thank you, we look into it.", utc(2024, 4, 23, 19, 30)),
        ("out", "", "other", "This ticket was closed automatically.", utc(2024, 4, 24, 20, 5)),
    ]
    assert rows(store, "message", "custom")[0] == ({"author_id": "3600001"},)  # the contact who wrote it
    files = rows(store, "attachment", "message_id", "file_name", "type", "size")
    assert files[0] == (1, "reading.png", "image/png", 20480)


def test_a_comment_without_plain_text_is_read_from_its_html(store: Store) -> None:
    import_paths(store, [JSON])
    bodies = dict(rows(store, "message", "source_id", "body_text"))
    assert bodies["8800033"] == "Thank you, we look into it."


def test_a_ticket_of_the_full_export(store: Store) -> None:
    import_paths(store, [JSON])
    fields = (
        *("subject", "description", "status", "priority", "type", "channel", "tags", "group"),
        *("first_response_at", "solved_at", "reopened_count", "csat_score", "csat_comment"),
    )
    found = {row[0]: row[1:] for row in rows(store, "ticket", "number", *fields)}
    assert found["3047"] == (
        *("(no subject)", "The reset mail never arrives.", "solved", "normal", "problem", "api", ["vip"], "Support"),
        *(utc(2024, 4, 25, 2, 30), utc(2024, 4, 26, 4, 5), 0, 5.0, "Quick and kind"),
    )
    assert found["3041"][8:] == (None, None, 0, None, None)
    custom = dict(rows(store, "ticket", "number", "custom"))["3042"]
    assert custom == {
        "Allow channelback": False,
        "Brand id": 114,
        "Custom field 360011": "lk_220",
        "Custom field 360012": False,
        "Custom field 360013": 2,
        "First reply time in minutes within business hours": 20,
        "Group stations": 1,
        "Assignee stations": 1,
        "Has incidents": False,
        "Is public": True,
        "Recipient": "support@larkfield.example",
        "Replies": 1,
    }


def test_conversations_without_the_users_file_know_whom_the_tickets_name(store: Store) -> None:
    report = import_paths(store, [TICKETS])
    assert [(one.object, one.created, one.quarantined) for one in report.objects] == [
        ("user", 2, 0),
        ("account", 12, 0),
        ("contact", 16, 0),
        ("ticket", 14, 0),
        ("message", 38, 1),
        ("attachment", 3, 0),
    ]
    assert {one.reason.removesuffix(" that is here") for one in report.quarantine} == {
        "author_id: '3700001' names no user",
    }


def test_a_customer_comes_in_without_an_organisation_that_is_not_there_yet(store: Store, tmp_path: Path) -> None:
    import_paths(store, [TICKETS])
    users = {
        "users": [{"id": 9, "name": "Zed Quist", "email": "z@example.com", "role": "end-user", "organization_id": 8}]
    }
    (tmp_path / "users.json").write_text(json.dumps(users), encoding="utf-8")
    assert counted(import_paths(store, [tmp_path / "users.json"])) == (count("contact", created=1),)
    organisations = {"organizations": [{"id": 8, "name": "Late Ltd", "domain_names": ["late.example"]}]}
    (tmp_path / "organizations.json").write_text(json.dumps(organisations), encoding="utf-8")
    import_paths(store, [tmp_path / "organizations.json"])
    companies = names(store, "account")
    found = dict(rows(store, "contact", "email", "account_id"))
    assert companies[found["z@example.com"]] == "Late Ltd"


def test_articles_become_text_with_their_state(store: Store) -> None:
    import_paths(store, [JSON / "articles.json"])
    assert rows(store, "kb_article", "title", "body", "locale", "status") == [
        (
            "Levelling a balance",
            "Before you start\nPut it on a firm table.\nTurn the feet until the bubble is in the middle.\n"
            "Wait 30 minutes.",
            *("en-gb", "published"),
        ),
        ("Waage nivellieren", "Stellen Sie die Waage auf einen festen Tisch.", "de", "draft"),
    ]


def test_an_api_page_of_tickets_is_read(store: Store, tmp_path: Path) -> None:
    page = {
        "tickets": [
            {
                "id": 1,
                "subject": "Hi",
                "status": "open",
                "requester_id": 5,
                "via": {"channel": "email"},
                "tags": ["a", "b"],
            }
        ],
        "next_page": None,
        "count": 1,
    }
    (tmp_path / "page.json").write_text(json.dumps(page), encoding="utf-8")
    report = import_paths(store, [tmp_path / "page.json"])
    assert (report.system, report.objects) == ("zendesk", (count("ticket", created=1),))
    assert rows(store, "ticket", "number", "status", "channel", "tags", "custom") == [
        ("1", "open", "email", ["a", "b"], {"requester_id": "5"}),
    ]
