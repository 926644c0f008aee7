import pytest

from assistant.understanding.mail import LONGEST, clean, read_mail
from tests.effort import seconds_of


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


def test_what_was_cut_is_known_with_place_and_reason() -> None:
    text = "Still broken.\n\nSent from my iPhone\nOn Mon, 3 Mar 2025, Ben <b@firm.example> wrote:\n> Try again"
    mail = read_mail(text)
    assert [(part.kind, text[part.start : part.end]) for part in mail.parts] == [
        ("own", "Still broken."),
        ("device", "Sent from my iPhone"),
        ("attribution", "On Mon, 3 Mar 2025, Ben <b@firm.example> wrote:"),
        ("quote", "> Try again"),
    ]
    assert mail.spans("device") == ((15, 34),)
    assert (mail.own, mail.subject, mail.forwarded, mail.whole) == ("Still broken.", "", False, False)


def test_places_in_a_page_are_those_of_its_source() -> None:
    page = '<style>p{}</style><p>It&nbsp;broke &amp; leaks</p><blockquote type="cite"><p>Try again</p></blockquote>'
    parts = read_mail(page).parts
    assert [(part.kind, page[part.start : part.end]) for part in parts] == [
        ("own", "It&nbsp;broke &amp; leaks"),
        ("quote", "Try again"),
    ]


def test_a_forwarded_mail_is_known_as_one() -> None:
    mail = read_mail(
        "FYI\n\n---------- Forwarded message ---------\nFrom: Eve <eve@x.example>\nSubject: Lamp\n\nIt flickers."
    )
    assert (mail.own, mail.subject, mail.forwarded) == ("Lamp. It flickers.", "Lamp", True)


def test_a_reply_s_subject_is_left_to_the_older_mail() -> None:
    assert clean("Any news?", "Re: Lamp flickers") == "Any news?"
    assert clean("Any news?", "[Ticket #12] Lamp flickers!") == "Lamp flickers! Any news?"
    assert clean("Lamp flickers since Monday", "Lamp flickers") == "Lamp flickers since Monday"
    assert clean("", "Lamp flickers") == "Lamp flickers"


def test_an_unsubscribing_customer_is_no_footer() -> None:
    assert clean("Hello\nunsubscribe me please\nthanks") == "Hello unsubscribe me please thanks"


def test_words_about_confidence_are_no_notice() -> None:
    text = "My new address was CONFIDENTIAL.\nYou gave it to him, please delete it."
    assert clean(text) == "My new address was CONFIDENTIAL. You gave it to him, please delete it."


HOSTILE = (
    "<", "<a", "</", "<!--", "<div>", "<b><i>", "&", "&#", "&nbsp;", ">", "> ", ">\n", "\n", "a\n", "-- \n",
    "--\nA\n", "On ", "On Mon 3, <a@b.example> wrote:\n", "On 1 <a@b", "From: a\n", "From: a@b.example Sent: ",
    "-----Original Message-----\n", "______________________________ ", "Begin forwarded message:\n", "Regards\n",
    "Thanks\nAnn\n", "[EXTERNAL] ", "CAUTION: ", "unsubscribe | ", "confidential ", "\x00", "\u200b", "😀", "a",
    "ab ", "1", "Sent from my ", "class=", "<div class=class=", "<p style='display:none'>", "<blockquote>", "a:",
    "ﷺ",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_length_alone(piece: str) -> None:
    short, long = piece * (8_000 // len(piece)), piece * (64_000 // len(piece))
    assert len(clean(long)) <= LONGEST + 1
    small, large = seconds_of(lambda: clean(short)), seconds_of(lambda: clean(long))
    assert large < 32 * small + 0.15  # eight times the length; quadratic would be 64 times
