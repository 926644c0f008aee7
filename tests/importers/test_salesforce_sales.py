"""People, companies and deals of a Salesforce export, field by field."""

from datetime import date

from assistant.records.store import Store
from tests.importers.salesforce_set import called, moment, one
from tests.records.batches.tables import rows


def test_users_are_colleagues_under_their_managers(halden: Store) -> None:
    people = called(halden, "user")
    assert sorted(rows(halden, "user", "name", "email", "is_active", "manager_id"), key=lambda row: row[0]) == [
        ("Helga Brandt", "helga.brandt@halden.example", True, None),
        ("Luca Ferri", "luca.ferri@halden.example", False, people["Helga Brandt"]),
        ("Ngozi Okoye", "ngozi.okoye@halden.example", True, people["Helga Brandt"]),
        ("Signe Dahl", "signe.dahl@halden.example", True, people["Helga Brandt"]),
    ]


def test_an_account_field_by_field(halden: Store) -> None:
    assert one(halden, "account", name="Aurora Dairy Oslo") == {
        "source_id": "0018d0000000VMdAAM",
        "owner_id": called(halden, "user")["Ngozi Okoye"],
        "name": "Aurora Dairy Oslo",
        "domain": "aurora-dairy.example",
        "industry": "Food & Beverage",
        "employees": 140,
        "annual_revenue": 4_200_000.0,
        "country": "Norway",
        "city": "Oslo",
        "lifecycle_stage": "customer",
        "parent_id": called(halden, "account")["Aurora Dairy Group"],
        "created_at": moment(2021, 4, 2, 8, 15),
        "updated_at": moment(2024, 2, 28, 16, 40, 12),
        "custom": {
            "Type": "Customer - Direct",
            "Record Type Id": "0128d0000000TIuAAM",
            "Billing Street": "Karl Johans gate 1",
            "Billing Postal Code": "0154",
            "Phone": "+47 22 00 00 01",
            "Currency Iso Code": "EUR",
            "Is Person Account": False,
            "ERP Number": "0000417",
            "Health Score": 71.5,
            "Seats": 40,
            "Strategic": False,
            "Renewal Date": "2024-09-30",
            "Partner": "0018d0000000bXoAAI",
        },
    }


def test_a_type_of_account_says_how_far_it_is_in_its_life_or_nothing(halden: Store) -> None:
    assert dict(rows(halden, "account", "name", "lifecycle_stage")) == {
        "Aurora Dairy Group": "customer",
        "Aurora Dairy Oslo": "customer",
        "Björklund & Söner AB": "customer",
        "Cobalt Analytics, Inc.": "prospect",
        "Delta Partners GmbH": None,
        "Eastgate Hospital": "customer",
        "Falk Brewery": "customer",
        "Grove Pharma": "prospect",
        "Harbour Logistics": "churned",
        "Ida Nygaard": None,
        "Juniper Water Trust": None,
    }
    assert [row for row in rows(halden, "account", "name", "lifecycle_stage") if row[0] == "Grove Pharma"] == [
        ("Grove Pharma", "customer"),
        ("Grove Pharma", "prospect"),
    ]


def test_a_person_account_is_an_account_with_one_contact(halden: Store) -> None:
    found = one(halden, "contact", last_name="Nygaard")
    assert found == {
        "source_id": "0038d0000000nuAAAQ",
        "owner_id": called(halden, "user")["Ngozi Okoye"],
        "account_id": called(halden, "account")["Ida Nygaard"],
        "first_name": "Ida",
        "last_name": "Nygaard",
        "email": "ida.nygaard@mail.example",
        "phone": "+47 900 00 011",
        "opt_out": False,
        "created_at": moment(2023, 2, 2, 14),
        "updated_at": moment(2023, 2, 2, 14),
    }


def test_a_contact_with_short_ids_finds_its_account_and_owner(halden: Store) -> None:
    assert one(halden, "contact", email="per.lie@aurora-dairy.example") == {
        "source_id": "0038d0000000VMdAAM",
        "owner_id": called(halden, "user")["Ngozi Okoye"],
        "account_id": called(halden, "account")["Aurora Dairy Oslo"],
        "first_name": "Per",
        "last_name": "Lie",
        "email": "per.lie@aurora-dairy.example",
        "phone": "+47 900 00 002",
        "title": "Plant Engineer",
        "opt_out": True,
        "created_at": moment(2021, 4, 2, 9),
        "updated_at": moment(2021, 4, 2, 9),
        "custom": {
            "Salutation": "Mr.",
            "Department": "Operations",
            "Mailing City": "Oslo",
            "Mailing Country": "Norway",
        },
    }


def test_a_lead_that_was_converted_names_its_deal_and_one_of_a_queue_has_no_owner(halden: Store) -> None:
    deals, people = called(halden, "deal"), called(halden, "user")
    assert rows(halden, "lead", "last_name", "company", "status", "converted_deal_id", "owner_id") == [
        ("Moreau", "Moreau Cidre", "Open - Not Contacted", None, people["Ngozi Okoye"]),
        ("Lie", "Aurora Dairy Oslo", "Closed - Converted", deals["Aurora Oslo - pilot"], people["Ngozi Okoye"]),
        ("Nakata", "Nakata Sake", "Working - Contacted", None, None),
    ]


def test_a_deal_field_by_field(halden: Store) -> None:
    contacts = called(halden, "contact", "email")
    assert one(halden, "deal", name="Cobalt lab, first phase") == {
        "source_id": "0068d0000000ZU5AAM",
        "owner_id": called(halden, "user")["Luca Ferri"],
        "account_id": called(halden, "account")["Cobalt Analytics, Inc."],
        "primary_contact_id": contacts["dana.oneil@cobalt-analytics.example"],
        "name": "Cobalt lab, first phase",
        "pipeline": "New Business",
        "stage": "Negotiation/Review",
        "amount": 31500.5,
        "currency": "USD",
        "probability": 0.9,
        "expected_revenue": 28350.45,
        "opened_at": date(2023, 12, 1),
        "close_date": date(2024, 3, 29),
        "forecast_category": "commit",
        "type": "New Business",
        "source": "Web",
        "next_step": "Send the redlines",
        "is_closed": False,
        "is_won": False,
        "created_at": moment(2023, 12, 1, 17, 45),
        "updated_at": moment(2024, 3, 10, 17, 45),
        "custom": {
            "Opportunity Forecast Category": "Forecast",
            "Forecast Category Name": "Commit",
            "Campaign Id": "7018d0000000TIuAAM",
            "Fiscal": "2024 1",
            "Seats": 60,
        },
    }


def test_own_stages_are_kept_and_mean_what_salesforce_says(halden: Store) -> None:
    assert dict(rows(halden, "stage_meaning", "stage", "meaning")) == {
        "Prospecting": "open",
        "Evaluation": "open",
        "Tender Submitted": "open",
        "Negotiation/Review": "open",
        "Closed Won": "won",
        "Closed Lost": "lost",
        "Dropped by Customer": "lost",
    }
    lost = one(halden, "deal", name="Harbour renewal 2023")
    assert (lost["is_closed"], lost["is_won"], lost["lost_reason"]) == (True, False, "Insourced")


def test_a_deal_takes_its_first_product_and_its_primary_contact_from_tables_of_their_own(halden: Store) -> None:
    products = called(halden, "product")
    assert {name: product for name, product in rows(halden, "deal", "name", "product_id") if product} == {
        "Aurora Group - plant sensors": products["Cold-chain Logger"],
        "Björklund 2024 frame contract": products["Halden Cloud"],
    }
    buyer = called(halden, "contact", "email")["grace@grove-pharma.example"]
    assert one(halden, "deal", name="Grove renewal 2025")["primary_contact_id"] == buyer


def test_the_stage_history_knows_the_stage_before_where_that_is_tracked(halden: Store) -> None:
    deals = called(halden, "deal")
    plant, frame, cold = (
        deals[name] for name in ("Aurora Group - plant sensors", "Björklund 2024 frame contract", "Eastgate cold chain")
    )
    found = rows(halden, "deal_stage_history", "deal_id", "from_stage", "to_stage", "at", "amount")
    assert sorted(found, key=lambda row: row[3]) == [
        (plant, None, "Prospecting", moment(2023, 2, 10, 10), 70000.0),
        (plant, "Prospecting", "Negotiation/Review", moment(2023, 4, 1, 11, 30), 84000.0),
        (plant, None, "Closed Won", moment(2023, 6, 28, 15), 84000.0),
        (cold, None, "Closed Lost", moment(2023, 10, 31, 16), 120000.0),
        (frame, "Qualification", "Tender Submitted", moment(2024, 2, 9, 8, 30), None),
    ]
