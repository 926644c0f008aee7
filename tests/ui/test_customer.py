from __future__ import annotations

import pytest

from assistant.errors import NotFound
from assistant.messages import Chart
from tests.ui.fake_assistant import FakeAssistant
from ui.charts import figure
from ui.handlers.browse import account
from ui.handlers.customer import EVENTS, customer, events


def test_a_customer_s_page_has_figures_pictures_lists_with_their_queries() -> None:
    found = customer(FakeAssistant(), 1, "1")
    assert found.about.startswith("## Acme\n\nretail · Nairobi, Kenya · 120 employees · founded 1998 · customer")
    assert "\n- **4 / 2** won / lost deals\n" in found.figures
    assert [(picture.title, picture.figure is not None) for picture in found.pictures] == [
        ("Use of the product", True),
        ("Sentiment of messages", True),
        ("Won deals by quarter", False),
        ("Orders by month", False),
    ]
    assert [len(table.rows) for table in found.lists] == [1, 1, 0, 0, 1]
    assert "SELECT 'usage'" in found.queries
    assert found.ask == "/?ask=tell+me+about+Acme"


def test_the_picture_of_sentiment_leaves_out_the_number_of_messages() -> None:
    drawn = customer(FakeAssistant(), 1, "1").pictures[1].figure
    assert drawn is not None
    assert [trace.name for trace in drawn.data] == ["login"]
    series = FakeAssistant().records.portrait(FakeAssistant().user_view(1), 1, as_of=FakeAssistant().as_of).usage
    both = figure(Chart("line", "period", series.table.columns[1:]), series.table)
    assert both is not None
    assert len(both.data) == 2


@pytest.mark.parametrize("wanted", ["", "x", "-1", "1.5", "99", "9" * 40, "١", "1 OR 1=1"])
def test_an_address_without_an_account_is_not_found(wanted: str) -> None:
    with pytest.raises(NotFound):
        customer(FakeAssistant(), 1, wanted)


def test_nothing_that_was_stored_is_rendered() -> None:
    assistant = FakeAssistant()
    found = customer(assistant, 1, "4")
    texts = (found.about, found.figures, found.family, found.queries, events(assistant, 1, 4).text)
    for text in texts:
        assert "<img" not in text
        assert "](http" not in text
        assert "](javascript" not in text


def test_the_timeline_has_a_heading_a_month_with_more_to_come() -> None:
    found = events(FakeAssistant(), 1, 1)
    assert found.text.startswith("### March 2026\n\n- 2 · deal won · **")
    assert found.text.count("\n- ") == EVENTS
    assert found.more
    assert not events(FakeAssistant(), 1, 1, shown=90).more


def test_the_family_links_to_the_pages_of_the_others() -> None:
    family = customer(FakeAssistant(), 1, "1").family
    assert "](/customer?id=9) · Kenya · customer" in family
    assert "**Acme**" in family


def test_the_panel_of_a_list_leads_to_the_page() -> None:
    assert account(FakeAssistant(), 1, 2).page == "/customer?id=2"
