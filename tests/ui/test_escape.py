from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from ui.escape import chart_label, code_block, markdown, markdown_line, markup, plain

SPECIAL = "\\`*_{}[]()<>#+-.!|~$&;:/=^'\"hHtTpPsSfw123 \n\t"
CUNNING = st.text(st.one_of(st.sampled_from(SPECIAL), st.characters(codec="utf-8")), max_size=60)
READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def _rendered(text: str) -> str:
    return str(READER.render(text))


def _words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


@given(CUNNING)
def test_escaped_text_makes_no_element_but_paragraphs(text: str) -> None:
    tags = set(re.findall(r"<\s*/?\s*([a-zA-Z0-9!]+)", _rendered(markdown_line(text))))
    assert tags <= {"p"}


@given(CUNNING)
def test_escaped_text_reads_as_it_was_written(text: str) -> None:
    assert _words(_rendered(markdown_line(text))) == " ".join(plain(" ".join(text.split())).split())


@given(CUNNING)
def test_no_address_survives_that_a_renderer_would_link(text: str) -> None:
    assert not re.search(r"(?i)(https?|ftp):|www\.[a-z]", markdown(text))


@given(CUNNING)
def test_a_code_block_cannot_be_closed_from_inside(text: str) -> None:
    page = _rendered(code_block(text, language="sql") + "\n\nafter")
    assert page.count("<pre>") == 1
    assert page.endswith("<p>after</p>\n")


@given(CUNNING)
def test_markup_and_chart_labels_hold_no_tag(text: str) -> None:
    assert not set("<>\"'") & set(markup(text))
    assert not set("<>") & set(chart_label(text))
    assert html.unescape(markup(text)) == html.unescape(html.unescape(markup(text))) or "&" in text


def test_an_image_a_link_and_a_script_stay_words() -> None:
    text = "![x](http://evil.test/x.png) [y](javascript:alert(1)) <script>alert(1)</script> it's"
    assert _words(_rendered(markdown(text))) == text
    assert "<img" not in _rendered(markdown(text))
    assert "<a" not in _rendered(markdown(text))


def test_control_characters_and_reordering_marks_are_dropped() -> None:
    assert plain("a\x00b\x1b[31mc\u202egpj.exe\nd\te") == "ab[31mcgpj.exe\nd\te"
