"""Words of a text with their places, in the form in which names are compared."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from importlib.resources import files

_WORD = re.compile(r"([^\W_]+(?:['’](?!s\b)[^\W_]+)*)(['’]s\b)?", re.IGNORECASE)
_BREAK = re.compile(r"[.,!?;()\n\"“”]")
_JOINT = re.compile(r"[\s\-–&'’./+_]*")

COMMON = frozenset(files("assistant.search").joinpath("common_words.txt").read_text("utf-8").split())
"""English words in everyday use, lower case: those of the encoder's vocabulary that are written small more often than
with a capital in public messages to companies, tweets, software documentation; legal endings of company names besides.
Such a word alone is weak evidence of a name."""

_STOP = (
    "a about all am an and any are as at be been but by can could did do does for from get give had has have he her "
    "him "
    "his how i if in into is it its just list many may me more most much my no not of off on one or our out over per "
    "please she show so some tell than that the their them then there these they this to too under up us was we were "
    "what when where which who whom whose why will with would you your yes yesterday today tomorrow new top last first "
    "next now only other same such very win won lost open closed deal deals account accounts company customer "
    "customers product products team teams sales revenue rep reps manager region "
)
STOP = frozenset(_STOP.split())
"""Words that never stand for a name by themselves, nor begin or end one that is misspelt."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text; a possessive 's is cut off."""

    form: str  # case and accents folded, apostrophes removed
    start: int  # characters of the text, half-open
    end: int
    capital: bool  # begins with a capital, in a text that is not all capitals
    owns: bool  # followed by a possessive 's
    opens: bool  # a break or the start of the text stands before it
    closes: bool  # a break or the end of the text stands after it
    joint: bool  # only blanks, hyphens, "&" or the like lie between it and the next word
    glued: bool  # a hyphen or the like, no blank, lies between it and the next word


def fold(text: str) -> str:
    """Case and accents folded, everything but letters and digits removed."""
    if text.isascii():
        return "".join(filter(str.isalnum, text.lower()))
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in plain if char.isalnum())


def written(text: str) -> list[str]:
    """The words of a text as they stand there, without a possessive 's."""
    return [word for word, _ in _WORD.findall(text)]


def words(text: str) -> list[Word]:
    """Split a text into words; spans are characters of `text`."""
    shouted = not any(char.islower() for char in text)
    found = list(_WORD.finditer(text))
    ends = [match.end() for match in found]
    starts = [match.start() for match in found]
    result = []
    for here, match in enumerate(found):
        before = text[ends[here - 1] if here else 0 : starts[here]]
        after = text[ends[here] : starts[here + 1] if here + 1 < len(found) else len(text)]
        opens = here == 0 or bool(_BREAK.search(before))
        closes = here + 1 == len(found) or bool(_BREAK.search(after))
        capital = match[1][0].isupper() and not shouted
        joint = here + 1 < len(found) and bool(_JOINT.fullmatch(after))
        glued = joint and not any(char.isspace() for char in after)
        form, owns = fold(match[1]), bool(match[2])
        result.append(Word(form, match.start(1), match.end(1), capital, owns, opens, closes, joint, glued))
    return result


_SOUNDS = [(re.compile(pattern), sound) for pattern, sound in (
    (r"[^a-z0-9]", ""), (r"ph", "f"), (r"x", "ks"), (r"qu", "kw"), (r"(ch|ck|cc)", "k"), (r"c(?=[eiy])", "s"),
    (r"c", "k"), (r"z", "s"), (r"y", "i"), (r"(.)\1+", r"\1"), (r"(?<=.)h", ""), (r"e$", ""),
)]  # fmt: skip


def sound(form: str) -> str:
    """A rough key of how a folded word sounds in English: "streethex" and "streethecks" share theirs."""
    for pattern, replacement in _SOUNDS:
        form = pattern.sub(replacement, form)
    return form
