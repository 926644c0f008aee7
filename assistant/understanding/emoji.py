"""Emoji and emoticons as words: the model's vocabulary has the words, but lacks most of the signs."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_EMOJI = re.compile("([\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff])\\1*")
_DRAWING = re.compile("[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\u2640\u2642\u200d]")  # how an emoji is drawn
_EMOTICON = re.compile(r"(?<![^\s.,!?])(?:[:;=]['’]?-?([)(D|/])\1*|<3|[xX]D|\^\^)(?![^\s.,!?])")
_TELLTALE = re.compile(r"[:;=^D]|<3")  # what every emoticon has one of
_SHAPE = re.compile(r"\b(?:face|sign|symbol|symbols|with|heavy|white|black)\b ?")  # words of a name that tell nothing

_EMOJI_WORDS = {
    "🤬": "swearing angry",
    "😡": "angry",
    "😤": "huffing angry",
    "😭": "crying",
    "😂": "laughing",
    "🤣": "laughing",
    "🙃": "ironic smile",
    "❤": "love heart",
    "😍": "loving it",
    "🥰": "loving it",
    "😅": "nervous smile",
    "🙂": "smile",
    "😊": "smile",
    "😀": "smile",
    "😄": "smile",
    "😃": "smile",
    "😁": "smile",
    "☹": "sad",
    "🙁": "sad",
    "😔": "sad",
    "🖕": "middle finger insult",
    "💩": "crap",
    "🙏": "please, hands folded",
    "✅": "done",
    "❌": "no, wrong",
    "💔": "broken heart",
}
_EMOTICON_WORDS = {
    ")": "smile",
    "D": "laughing",
    "(": "sad",
    "/": "unhappy",
    "|": "not amused",
    "3": "love",
    "^": "smile",
}


def spoken(text: str) -> str:
    """A cleaned text with its emoji and emoticons as words, the same one in a row said once.

    Emoji without words of their own get the name that Unicode gives them, less what only says how they look.
    """
    said = text
    if _TELLTALE.search(text):
        said = _EMOTICON.sub(lambda found: f" {_EMOTICON_WORDS[found.group()[-1]]} ", text)
    if not said.isascii():
        said = _EMOJI.sub(lambda found: f" {_name(found[1])} ", _DRAWING.sub("", said))
    return text if said == text else " ".join(said.split())


@cache
def _name(emoji: str) -> str:
    known = _EMOJI_WORDS.get(emoji)
    return known if known is not None else _SHAPE.sub("", unicodedata.name(emoji, "").lower()).strip()
