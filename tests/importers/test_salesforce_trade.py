"""Products, orders, contracts and campaigns of a Salesforce export, field by field."""

from datetime import date

from assistant.records.store import Store
from tests.importers.salesforce_set import called, moment, one
from tests.records.batches.tables import rows


def test_a_product_takes_its_standard_price(halden: Store) -> None:
    assert rows(halden, "product", "name", "sku", "series", "list_price") == [
        ("Cold-chain Logger", "HS-100", "Hardware", 220.0),
        ("Halden Cloud", "HC-1", "Subscription", 24000.0),
        ("Calibration Day", "SV-7", "Services", None),
    ]


def test_an_order_with_its_lines(halden: Store) -> None:
    products = called(halden, "product")
    order = called(halden, "order", "number")["00000205"]
    found = one(halden, "order", number="00000205")
    assert (found["ordered_at"], found["total"], found["currency"]) == (moment(2023, 7, 3), 60480.0, "EUR")
    assert rows(halden, "order_item", "order_id", "product_id", "quantity", "unit_price") == [
        (order, products["Cold-chain Logger"], 300.0, 200.0),
        (order, products["Calibration Day"], 1.0, 480.0),
    ]


def test_contracts_in_force_and_assets_are_subscriptions(halden: Store) -> None:
    accounts = called(halden, "account")
    fields = ("account_id", "plan", "mrr", "currency", "starts_at", "ends_at", "cancelled_at")
    assert rows(halden, "subscription", *fields) == [
        (
            accounts["Eastgate Hospital"],
            "Halden Cloud Eastgate",
            None,
            None,
            date(2022, 4, 1),
            date(2024, 6, 30),
            None,
        ),
        (accounts["Aurora Dairy Group"], "Cloud 300", 2000.0, "EUR", date(2023, 7, 1), date(2026, 6, 30), None),
        (
            accounts["Harbour Logistics"],
            None,
            500.0,
            "EUR",
            date(2020, 12, 1),
            date(2023, 11, 30),
            date(2023, 11, 15),
        ),
    ]


def test_members_of_a_control_group_were_not_treated_and_leads_stay_custom_fields(halden: Store) -> None:
    contacts = called(halden, "contact", "email")
    fields = ("contact_id", "treated", "responded_at", "custom")
    assert rows(halden, "campaign_member", *fields) == [
        (
            contacts["mette.solberg@aurora-dairy.example"],
            True,
            moment(2024, 2, 6),
            {"Has Responded": True, "Status": "Responded"},
        ),
        (contacts["asa@bjorklund.example"], False, None, {"Has Responded": False, "Status": "Control Group"}),
        (None, True, None, {"Has Responded": False, "Status": "Sent", "Lead Id": "00Q8d0000000TIuEAM"}),
    ]
    assert one(halden, "campaign", name="Spring letter 2024")["cost"] == 1200.0


def test_rates_are_turned_round(halden: Store) -> None:
    assert rows(halden, "exchange_rate", "currency", "day", "rate") == [
        ("USD", date(2024, 1, 1), 0.8),
        ("GBP", date(2024, 1, 1), 1.25),
    ]
