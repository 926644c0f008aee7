"""Cases, their threads and activities of a Salesforce export, field by field."""

from assistant.records.store import Store
from tests.importers.salesforce_set import called, moment, one
from tests.records.batches.tables import rows


def test_a_case_field_by_field(halden: Store) -> None:
    assert one(halden, "ticket", number="00001003") == {
        "source_id": "5008d0000000XQMAA2",
        "number": "00001003",
        "account_id": called(halden, "account")["Aurora Dairy Oslo"],
        "contact_id": called(halden, "contact", "email")["per.lie@aurora-dairy.example"],
        "subject": "Export to our MES",
        "description": 'Please add an export, "ISA-95" if possible.\nWe need it by June.',
        "status": "open",
        "priority": "normal",
        "type": "feature_request",
        "channel": "web",
        "group": "Tier 2 Support",
        "product_id": called(halden, "product")["Halden Cloud"],
        "created_at": moment(2024, 3, 2, 11, 11, 11),
        "updated_at": moment(2024, 3, 3, 8),
        "custom": {"Is Escalated": True, "Case Status": "Escalated", "Case Priority": "Medium"},
    }


def test_a_companys_own_picklist_values_are_read_as_far_as_they_tell_and_kept(halden: Store) -> None:
    fields = ("number", "status", "priority", "type", "channel", "subject", "solved_at", "custom")
    found = {row[0]: row[1:] for row in rows(halden, "ticket", *fields)}
    assert found["00001004"] == (
        "open",
        "normal",
        None,
        "other",
        "00001004",
        None,
        {
            "Supplied Email": "verkstad@bjorklund.example",
            "Reason": "Breakdown",
            "Is Escalated": False,
            "Case Status": "Waiting on Parts",
            "Case Priority": "Medium",
            "Case Type": "Mechanical",
            "Origin": "Drone",
        },
    )
    status, *_, solved_at, custom = found["00001005"]
    assert (status, solved_at) == ("closed", moment(2024, 3, 4, 12))
    assert custom["Case Status"] == "Repaired"


def test_a_thread_is_made_of_first_words_comments_and_mails(halden: Store) -> None:
    numbers = dict(rows(halden, "ticket", "id", "number"))
    signe = called(halden, "user")["Signe Dahl"]
    fields = ("ticket_id", "direction", "author_id", "channel", "body_text", "sent_at")
    found = sorted((numbers[ticket], *rest) for ticket, *rest in rows(halden, "message", *fields))
    mail = "Our loggers in hall 2 stopped on Monday.\r\n\r\nMette Solberg"
    reply = "Dear Ms Solberg,\nplease restart the gateway & tell us the LED colour."
    wish = 'Please add an export, "ISA-95" if possible.\nWe need it by June.'
    thanks, note = "Thank you, I passed this on to the product team.", "Same wish as Björklund, see their tender."
    call = "Caller asked whether twelve months are enough."
    assert found == [
        ("00001001", "in", None, "email", mail, moment(2024, 2, 26, 7, 4, 58)),
        ("00001001", "out", None, "email", reply, moment(2024, 2, 27, 9)),
        ("00001002", "in", None, "phone", call, moment(2024, 1, 18, 15)),
        ("00001003", "in", None, "web", wish, moment(2024, 3, 2, 11, 11, 11)),
        ("00001003", "note", signe, None, note, moment(2024, 3, 3, 8, 5)),
        ("00001003", "out", signe, None, thanks, moment(2024, 3, 3, 8)),
        ("00001005", "in", None, "web", "The display is dark.", moment(2024, 3, 1, 20)),
    ]


def test_files_hang_on_the_mails_they_came_with(halden: Store) -> None:
    mails = called(halden, "message", "message_id_header")
    assert rows(halden, "attachment", "message_id", "file_name", "type", "size") == [
        (mails["<a1@aurora-dairy.example>"], "hall 2.png", "image/png", 48211),
        (mails["<b2@halden.example>"], "gateway-led.jpg", "JPG", 102400),
    ]


def test_an_activity_is_about_what_its_ids_begin_with(halden: Store) -> None:
    accounts, deals = called(halden, "account"), called(halden, "deal")
    contacts, tickets = called(halden, "contact", "email"), called(halden, "ticket", "number")
    fields = ("kind", "subject", "account_id", "contact_id", "deal_id", "ticket_id", "due_at", "done_at")
    mette, grace = contacts["mette.solberg@aurora-dairy.example"], contacts["g.whitfield@eastgate-hospital.example"]
    buyer, asa = contacts["grace@grove-pharma.example"], contacts["asa@bjorklund.example"]
    basel = one(halden, "account", employees=3100)
    aurora, leeds, malmo = (accounts[n] for n in ("Aurora Dairy Group", "Eastgate Hospital", "Björklund & Söner AB"))
    plant, renewal = deals["Aurora Group - plant sensors"], deals["Grove renewal 2025"]
    frame = deals["Björklund 2024 frame contract"]
    meeting = one(halden, "activity", kind="meeting")
    found = {row[1]: (row[0], *row[2:]) for row in rows(halden, "activity", *fields)}
    assert basel["name"] == "Grove Pharma"
    assert found == {
        "Renewal talk": (
            "meeting",
            meeting["account_id"],
            buyer,
            renewal,
            None,
            moment(2024, 2, 15, 9),
            moment(2024, 2, 15, 10),
        ),
        "Call": ("call", aurora, mette, plant, None, moment(2023, 3, 1), moment(2023, 3, 1, 9, 30)),
        "Send the brochure": ("task", None, None, None, None, moment(2024, 3, 15), None),
        "Ask whether it is solved": (
            "task",
            leeds,
            grace,
            None,
            tickets["00001002"],
            moment(2024, 1, 20),
            moment(2024, 1, 20, 11),
        ),
        "Email: Offer": ("email", malmo, asa, None, None, moment(2024, 2, 28), moment(2024, 2, 28, 10)),
        "Tender": ("note", None, None, frame, None, None, moment(2024, 2, 10, 8)),
        "Check the installation": ("task", None, None, None, None, None, None),
    }


def test_an_article_is_the_newest_version_in_each_language(halden: Store) -> None:
    assert rows(halden, "kb_article", "title", "body", "locale", "status") == [
        (
            "Restart a gateway",
            "Hold the button for ten seconds.\nThe LED turns blue\nWait",
            "en_US",
            "published",
        ),
        ("Ein Gateway neu starten", "Den Knopf zehn Sekunden halten.", "de", "published"),
    ]
