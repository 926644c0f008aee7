from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from assistant.understanding.mail import clean, read_mail

FOLDER = Path(__file__).with_name("mails")


@dataclass(frozen=True, slots=True)
class Case:
    """A mail in the shape of some client, with its writer's words."""

    subject: str
    text: str
    own: str


def case(name: str) -> Case:
    """Read `[@subject …]`, the mail, `=== own`, the words expected."""
    mail, _, own = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").partition("\n=== own\n")
    first, _, rest = mail.partition("\n")
    subject, text = (first.removeprefix("@subject "), rest) if first.startswith("@subject ") else ("", mail)
    return Case(subject, text, own.strip())


NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))


def test_there_are_three_dozen_mails() -> None:
    assert len(NAMES) >= 36


@pytest.mark.parametrize("name", NAMES)
def test_the_writer_s_own_words_are_found(name: str) -> None:
    mail = case(name)
    assert clean(mail.text, mail.subject) == mail.own


@pytest.mark.parametrize("name", NAMES)
def test_line_ends_of_other_systems_make_no_difference(name: str) -> None:
    mail = case(name)
    assert clean(mail.text.replace("\n", "\r\n"), mail.subject) == mail.own


@pytest.mark.parametrize("name", NAMES)
def test_parts_stand_in_order_and_every_cut_has_a_reason(name: str) -> None:
    mail = case(name)
    parts = read_mail(mail.text, mail.subject).parts
    assert all(0 <= part.start < part.end <= len(mail.text) for part in parts)
    assert all(first.end <= second.start for first, second in pairwise(parts))
    assert [part.kind for part in parts if not part.why] == [part.kind for part in parts if part.kind == "own"]
