"""A company's whole export from Salesforce comes in, again, changed, back."""

from assistant.records.batches import SkippedFile, import_paths, revert
from assistant.records.store import Store
from tests.importers.salesforce_set import EXPORT, WEEKLY, called, moment, one
from tests.records.batches.tables import contents, count, reasons, rows


def test_every_row_is_accounted_for(store: Store) -> None:
    report = import_paths(store, [EXPORT])
    assert report.system == "salesforce"
    assert report.quarantine == ()
    assert report.objects == (
        count("user", created=4),
        count("account", created=12),
        count("campaign", created=1),
        count("exchange_rate", created=2),
        count("product", created=3, updated=2),
        count("contact", created=8, updated=1),
        count("kb_article", created=2),
        count("subscription", created=3),
        count("campaign_member", created=3),
        count("deal", created=8, updated=3),
        count("order", created=1),
        count("ticket", created=5),
        count("activity", created=7),
        count("deal_stage_history", created=5, updated=1),
        count("lead", created=3),
        count("message", created=7),
        count("order_item", created=2),
        count("attachment", created=2),
    )
    columns = "ID, NAME, DEVELOPERNAME, SOBJECTTYPE, ISACTIVE"
    why = f"no record table of Salesforce (its columns: {columns})"
    assert report.skipped == (SkippedFile("RecordType.csv", why),)


def test_what_is_left_out_is_said(store: Store) -> None:
    assert set(import_paths(store, [EXPORT]).notes) == {
        "Account.csv: 1 row left out: in the recycle bin of Salesforce",
        "Contact.csv: 1 row left out: in the recycle bin of Salesforce",
        "Opportunity.csv: 1 row left out: in the recycle bin of Salesforce",
        "OpportunityHistory.csv: 1 row left out: in the recycle bin of Salesforce",
        "OpportunityFieldHistory.csv: 2 rows left out: a change of another field than the stage",
        "OpportunityContactRole.csv: 1 row left out: a contact that is not the primary one",
        "Case.csv: 1 row left out: in the recycle bin of Salesforce",
        "EmailMessage.csv: 1 row left out: a draft of an e-mail",
        "EmailMessage.csv: 1 row left out: an e-mail without a case",
        "Attachment.csv: 1 row left out: a file of no e-mail",
        "ContentVersion.csv: 1 row left out: an earlier version of a file",
        "Contract.csv: 1 row left out: a contract that is not agreed yet",
        "Knowledge__kav.csv: 1 row left out: an earlier version of an article",
        "User.csv: 2 rows left out: a portal user, a guest or a process",
        "OpportunityLineItem.csv: of several products of an opportunity the first is the deal's product; the lines are"
        " not kept",
        "PricebookEntry.csv: of several prices of a product the first is taken, as the standard price is entered first",
    }


def test_the_same_files_again_change_nothing_and_a_revert_leaves_an_empty_home(store: Store) -> None:
    empty = contents(store)
    import_paths(store, [EXPORT])
    full = contents(store)
    again = import_paths(store, [EXPORT])
    assert all(one.duplicates == one.rows_in for one in again.objects)
    assert contents(store) == full
    revert(store, 2)
    revert(store, 1)
    assert contents(store) == empty


def test_the_next_weekly_export_changes_what_changed_and_nothing_else(store: Store) -> None:
    import_paths(store, [EXPORT])
    before = contents(store)
    report = import_paths(store, [WEEKLY])
    assert report.objects == (count("account", updated=1),)
    assert report.notes == ("Account.csv: 1 row left out: in the recycle bin of Salesforce",)
    found = one(store, "account", name="Aurora Dairy Group")
    assert (found["employees"], found["updated_at"]) == (2450, moment(2024, 3, 8, 9))
    assert found["custom"]["Created By Id"].startswith("005")
    revert(store, 2)
    assert contents(store) == before


def test_files_that_come_one_by_one_in_the_wrong_order_find_each_other(store: Store) -> None:
    def take(*names: str) -> list[tuple[int, str]]:
        return [reason for name in names for reason in reasons(import_paths(store, [EXPORT / f"{name}.csv"]))]

    assert take("Task", "Opportunity", "Case", "Contact", "User", "Account") == []
    people, accounts = called(store, "user"), called(store, "account")
    contacts, tickets = called(store, "contact", "email"), called(store, "ticket", "number")
    fields = ("owner_id", "account_id", "contact_id", "ticket_id", "custom")
    ((*refers, custom),) = [row for row in rows(store, "activity", *fields) if row[3]]
    grace = contacts["g.whitfield@eastgate-hospital.example"]
    assert refers == [people["Signe Dahl"], accounts["Eastgate Hospital"], grace, tickets["00001002"]]
    assert custom == {"Is Closed": True}


def test_a_table_about_deals_that_are_not_there_loses_no_row(store: Store) -> None:
    for name, lines in (("OpportunityLineItem", 3), ("OpportunityContactRole", 1), ("OpportunityFieldHistory", 2)):
        report = import_paths(store, [EXPORT / f"{name}.csv"])
        assert (report.rows_in, report.quarantined) == (lines, lines)
