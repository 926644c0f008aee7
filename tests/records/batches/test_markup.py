"""HTML cells become text that people can read."""

import pytest

from assistant.records.batches.markup import readable


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("plain text", "plain text"),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
        ("first\n\nsecond", "first\n\nsecond"),
        ("<p>one</p><p>two</p>", "one\ntwo"),
        ("<p>one\n  line</p>", "one line"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("Tom &amp; Jerry &lt;3", "Tom & Jerry <3"),
        ("<style>p{color:red}</style><script>alert(1)</script>shown", "shown"),
        ("<!-- hidden -->shown", "shown"),
        ("<b>unclosed", "unclosed"),
        ("<p></p>", ""),
        ("", ""),
    ],
)
def test_a_cell_without_markup_stays_one_with_it_is_read(cell: str, text: str) -> None:
    assert readable(cell) == text
