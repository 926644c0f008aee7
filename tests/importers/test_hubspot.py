"""HubSpot's exports come in whole: companies, contacts, deals by property labels as by internal names."""

from datetime import date
from pathlib import Path

from assistant.records.batches import import_paths, revert
from assistant.records.store import Store
from tests.importers.looking import names, utc
from tests.records.batches.tables import contents, count, load, rows

EXPORTS = Path(__file__).parent / "hubspot"
BY_LABEL = EXPORTS / "by_label"
BY_NAME = EXPORTS / "by_name"


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
    assert customs["Delta Assay Services"] == {
        "Last Activity Date": "2023-09-01T11:48:00+00:00",
        "Lifecycle Stage": "Other",
    }
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
        "Last Activity Date": "2023-09-14T16:23:00+00:00",
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


def test_the_leads_of_the_sales_workspace_are_leads(store: Store, tmp_path: Path) -> None:
    load(
        *(store, tmp_path, "leads.csv"),
        "Record ID,Lead Name,Lead Stage,Lead owner,Associated Company",
        "1,Ada van der Berg,CONNECTED,Maria Weber,Acme",
    )
    people = names(store, "user")
    ((*lead, owner),) = rows(store, "lead", "source_id", "first_name", "last_name", "status", "company", "owner_id")
    assert (*lead, people[owner]) == ("1", "Ada", "van der Berg", "Connected", "Acme", "Maria Weber")
