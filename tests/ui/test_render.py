from __future__ import annotations

from assistant.messages import Citation, Reply, Result, Step, Table
from tests.ui.fake_assistant import reply_to
from tests.ui.fake_company import EVIL
from ui.bubbles import Bubble, Choice
from ui.escape import markdown_line
from ui.render import MOST_SOURCES, answered, asked, said, table_markdown, working


def test_a_reply_is_its_steps_how_it_was_computed_then_the_answer() -> None:
    step, how, answer = answered(reply_to("hello"), download="/turns/7/table")
    assert step == Bubble("assistant", r"Answers a question from the records\.", title="Counting deals", seconds=0.03)
    assert how.title == "How was this computed"
    assert how.text == (
        "**Read as** win rate by region, all closed deals\n\n"
        "```sql\nSELECT region, avg(won) FROM deal GROUP BY region\n```\n\n"
        "Confidence 97% · 31 ms"
    )
    assert answer.text.split("\n\n")[:3] == [
        "You said: hello",
        "| region | win rate |\n| :--- | ---: |\n| Central | 62\\.0% |\n| East | 63\\.0% |\n| West | 64\\.0% |",
        "3 rows · [CSV](/turns/7/table.csv) · [Excel](/turns/7/table.xlsx)",
    ]
    assert answer.figure is not None
    assert answer.choices[0] == Choice("and by product", "and by product")


def test_a_long_table_shows_ten_rows_and_says_so() -> None:
    answer = answered(reply_to("rows"), download="/x")[-1]
    assert answer.text.count("\n| Account") == 10
    assert "10 of 25 rows · [CSV](/x.csv) · [Excel](/x.xlsx)" in answer.text


def test_everything_from_the_records_is_escaped_wherever_it_shows() -> None:
    result = Result(
        "answered",
        EVIL,
        table=Table((EVIL, "n"), ((EVIL, 1), (f"a|b\n{EVIL}", 2))),
        reading=EVIL,
        query=f"SELECT '```{EVIL}'",
        citations=(Citation(EVIL, EVIL, EVIL),),
        suggestions=(EVIL,),
    )
    bubbles = answered(Reply(result, (Step(EVIL, EVIL, 0.1),), reference=EVIL))
    for bubble in (*bubbles, asked(EVIL), said(EVIL, reference=EVIL), working(EVIL)):
        outside_code = bubble.text.split("````sql")[0] + bubble.text.rsplit("````", 1)[-1]
        for text in (outside_code, bubble.title):
            assert "<" not in text
            assert "![x](" not in text
            assert "](javascript" not in text
            assert "http:" not in text
    assert "````sql\n" in bubbles[1].text


def test_a_cell_with_a_line_break_or_a_bar_stays_one_cell() -> None:
    shown = table_markdown(Table(("a", "b"), (("x|y\nz", 1),)))
    assert shown.splitlines()[-1] == r"| x\|y z | 1 |"


def test_sources_beyond_three_are_counted() -> None:
    cited = tuple(Citation("deal", str(i), f"Deal {i}") for i in range(8))
    answer = answered(Reply(Result("answered", "Here.", citations=cited)))[-1]
    listed = " · ".join(f"Deal {i} ({markdown_line(f'deal:{i}')})" for i in range(MOST_SOURCES))
    assert answer.text == f"Here\\.\n\nSources: {listed} · 5 more"


def test_a_source_without_a_key_of_its_own_is_named_once() -> None:
    answer = answered(Reply(Result("answered", "Here.", citations=(Citation("deal", "Acme", "Acme"),))))[-1]
    assert answer.text.endswith("Sources: Acme (deal)")


def test_a_plain_reply_has_no_accordion_and_no_table() -> None:
    assert answered(Reply(Result("chat", "You're welcome."))) == (Bubble("assistant", r"You&#x27;re welcome\."),)


def test_a_failed_reply_names_its_reference() -> None:
    (answer,) = answered(Reply(Result("declined", "Something went wrong."), reference="ab12"))
    assert answer.text == "Something went wrong\\.\n\n*Reference: ab12*"
