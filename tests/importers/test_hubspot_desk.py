"""HubSpot's tickets, activities, products, orders, invoices, subscriptions."""

from datetime import date
from pathlib import Path

from assistant.records.batches import import_paths
from assistant.records.store import Store
from tests.importers.looking import names, utc
from tests.records.batches.tables import load, put, rows

EXPORTS = Path(__file__).parent / "hubspot"
BY_LABEL = EXPORTS / "by_label"


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


def test_activities_of_all_kinds_in_one_file(store: Store, tmp_path: Path) -> None:
    report = load(
        *(store, tmp_path, "activities.csv"),
        "Record ID,Activity type,Activity date,Subject,Body,Activity assigned to",
        "1,INCOMING_EMAIL,2024-05-01 10:00,Hello,<p>Hi</p>,Maria Weber",
        "2,Note,1714557600000,,Remember,",
        "3,POSTAL_MAIL,2024-05-01 10:00,Card,,",
    )
    assert rows(store, "activity", "kind", "subject", "body", "done_at") == [
        ("email", "Hello", "Hi", utc(2024, 5, 1, 10)),
        ("note", None, "Remember", utc(2024, 5, 1, 10)),
    ]
    assert [(one.line, one.reason) for one in report.quarantine] == [
        (4, "Activity type: 'POSTAL_MAIL' is no kind of row that I know"),
    ]


def test_line_items_of_orders_belong_to_them(store: Store, tmp_path: Path) -> None:
    put(tmp_path, "orders.csv", "Record ID,Order Name,Order Total", "5,Web order 5,90")
    put(
        *(tmp_path, "items.csv"),
        "Record ID,Name,Quantity,Unit price,Discount percentage,Associated Order IDs,Associated Deal IDs",
        "1,Drill,2,50,10,5,77",
    )
    import_paths(store, [tmp_path])
    orders = names(store, "order", "number")
    assert [
        (orders[order], *rest) for order, *rest in rows(store, "order_item", "order_id", "quantity", "discount")
    ] == [
        ("Web order 5", 2.0, 0.1),
    ]


def test_a_ticket_without_a_name_has_no_subject(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "tickets.csv", "Record ID,Ticket name,Ticket status", "1,,New")
    assert rows(store, "ticket", "subject", "status") == [("(no subject)", "new")]
