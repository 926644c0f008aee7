from __future__ import annotations

from assistant.messages import Chart, Table
from ui.charts import MOST_BARS, figure

BY_REGION = Table(("region", "win_rate"), (("East", 0.6), ("West", None), ("<b>", 0.4)))


def test_a_bar_chart_draws_the_named_columns_escaped() -> None:
    drawn = figure(Chart("bar", "region", ("win_rate",), "fraction"), BY_REGION)
    assert drawn is not None
    (bars,) = drawn.data
    assert (list(bars.x), list(bars.y)) == (["East", "West", "&lt;b&gt;"], [0.6, None, 0.4])
    assert drawn.layout.yaxis.tickformat == ".0%"


def test_long_labels_or_many_bars_lie_on_their_side_and_are_bounded() -> None:
    table = Table(("account", "won"), tuple((f"A customer with a long name {i}", i) for i in range(40)))
    drawn = figure(Chart("bar", "account", ("won",), "USD"), table)
    assert drawn is not None
    (bars,) = drawn.data
    assert (bars.orientation, len(bars.y), bars.x[1]) == ("h", MOST_BARS, 1)
    assert drawn.layout.xaxis.title.text == "won (USD)"


def test_a_line_per_measure() -> None:
    table = Table(("month", "won", "lost"), (("2026-01", 3, 1), ("2026-02", 4, 2)))
    drawn = figure(Chart("line", "month", ("won", "lost")), table)
    assert drawn is not None
    assert [(line.type, line.name, list(line.y)) for line in drawn.data] == [
        ("scatter", "won", [3, 4]),
        ("scatter", "lost", [1, 2]),
    ]
    assert drawn.layout.showlegend


def test_what_cannot_be_drawn_is_not() -> None:
    one_row = Table(("region", "win_rate"), (("East", 0.6),))
    words = Table(("region", "win_rate"), (("East", "high"), ("West", "low")))
    assert figure(Chart("bar", "region", ("win_rate",)), one_row) is None
    assert figure(Chart("bar", "region", ("win_rate",)), words) is None
    assert figure(Chart("bar", "nothing", ("win_rate",)), BY_REGION) is None
    assert figure(Chart("bar", "region", ("nothing",)), BY_REGION) is None
