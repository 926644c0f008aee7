from assistant.understanding.mail import LONGEST, clean


def test_markup_goes_and_its_words_stay() -> None:
    page = "<html><head><style>p {color: red}</style></head><p>Where is&nbsp;my <b>parcel</b>?</p><br>Ann</html>"
    assert clean(page) == "Where is my parcel? Ann"


def test_a_less_than_sign_is_no_markup() -> None:
    assert clean("the price is < 5 and > 3") == "the price is < 5 and > 3"


def test_a_quoted_reply_is_left_out() -> None:
    head = "On Mon, 3 Mar 2025 at 10:12, Support <help@firm.example> wrote:"
    mail = f"It still fails.\n\n{head}\n> Did you try again?\n> Ben"
    assert clean(mail) == "It still fails."


def test_lines_quoted_between_answers_are_left_out() -> None:
    assert clean("> Is it on?\nYes, it is on.\n> And plugged in?\nThat too.") == "Yes, it is on. That too."


def test_a_forwarded_head_or_a_signature_ends_the_message() -> None:
    assert clean("See below.\n-----Original Message-----\nFrom: Eve\nold words") == "See below."
    assert clean("Please call me.\n-- \nAnn Lee\nHead of Things") == "Please call me."
    assert clean("ok thanks\nSent from my iPhone") == "ok thanks"


def test_a_message_of_nothing_but_quotes_is_kept() -> None:
    assert clean("> where is my refund?") == "> where is my refund?"


def test_control_and_invisible_characters_become_spaces() -> None:
    assert clean("a\x00b\u200bc\x1b[31m\r\nd") == "a b c [31m d"


def test_nothing_stays_nothing() -> None:
    assert [clean(text) for text in ("", "  \n\t", "\x00\x01", "\u200b")] == ["", "", "", ""]


def test_a_megabyte_is_cut_to_its_head_with_its_tail() -> None:
    cleaned = clean("start " + "word " * 200_000 + "end")
    assert len(cleaned) <= LONGEST + 1
    assert cleaned.startswith("start word")
    assert cleaned.endswith("word end")
