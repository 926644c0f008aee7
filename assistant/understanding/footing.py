"""How much a text gives a label to stand on."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from assistant.messages import Label
from assistant.understanding.language import english_words, words_of
from assistant.understanding.verdicts import Verdict

Footing = Literal["firm", "weak", "none"]
"""`firm`: words to read; `weak`: so little, or so odd, that no label is sure; `none`: no text in any language."""

LOOKED_AT = 8_000  # characters
BINARY_SHARE = 0.1  # of the characters that are no blanks: several kinds of control, private, broken ones
STRAY_SHARE = 0.3  # the same, of one or two kinds: less is a slip on the way, such as null bytes between words
MOST_WEAK = 0.5  # confidence of a label that stands on weak ground
UNSPOKEN = 40  # characters from which a text without a single word is no message
CODE_SHARE = 0.07  # of the characters: brackets and the like, which sentences do not have
KNOWN_SHARE = 0.3  # of the words: least that are English; below it is names, numbers, or slips of the hand
REPEATS = 5  # words from which at most two different ones are no message

_BROKEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")
_CODE = re.compile(r"[{}\[\]()<>=;|\\^~`_*/]")
_BLANK = re.compile(r"\s+")
_LONE = frozenset("bcdefghjlmopqrstvwxz")  # letters that are no word, unlike k, y, n, u
_EMPTY = frozenset(
    (
        "a",
        "an",
        "the",
        "and",
        "or",
        "of",
        "to",
        "in",
        "on",
        "at",
        "is",
        "it",
        "this",
        "that",
        "hi",
        "hello",
        "hey",
        "dear",
        "good",
    )
) | {
    "morning",
    "afternoon",
    "evening",
    "day",
    "sir",
    "madam",
    "team",
    "all",
    "there",
    "everyone",
    "i",
    "me",
    "you",
    "we",
    "for",
}
_TELLTALES: tuple[str, ...] = (
    "ignore",
    "disregard",
    "forget",
    "override",
    "<",
    "inst]",
    "system",
    "you are",
    "act as",
    "pretend",
    "assistant",
)
_TELLTALES += (
    "developer:",
    "developer :",
    "label",
    "classify",
    "tag ",
    "mark ",
    "categori",
    "intent",
    "sentiment",
    "urgency",
)
_TELLTALES += ("confidence",)
_TO_THE_MACHINE = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,30}\b(?:previous|prior|above|earlier|preceding|your|all"
    r"|system)\b.{0,20}"
    r"\b(?:instructions?|prompts?|rules|directions|context|guidelines|training)\b"
    r"|<\|?(?:im_start|im_end|system|assistant|endoftext)\|?>|\[/?inst\]|\bsystem prompt\b"
    r"|\b(?:you are|act as|pretend to be)\b.{0,20}\b(?:an? ai|chat ?gpt|language model|a helpful assistant"
    r"|now an? admin|dan|jailbroken)\b"
    r"|(?:^|[.!?>]\s{0,3})(?:system|assistant|developer)\s?:\s"
    r"|\b(?:label|classify|tag|mark|categori[sz]e) (?:this|the|it|my)\b.{0,25}\bas\b.{0,40}\b(?:intent|sentiment"
    r"|confidence|urgency|label|priority)\b"
    r"|\b(?:label|classify|tag) this (?:message|ticket|text|email) as\b|\b(?:intent|sentiment|urgency"
    r"|confidence)\s?[=:]\s?\S",
    re.IGNORECASE,
)


def footing(cleaned: str) -> Footing:
    """Say what a cleaned text gives a label to stand on.

    `none` for no text, for long strings without a word; `weak` for symbols or numbers alone, one word
    over and over, greetings or names alone, code, and whoever speaks to the machine ("ignore previous instructions").
    """
    text = cleaned[:LOOKED_AT]
    if not text:
        return "none"
    words = words_of(text)
    if not words:
        return "none" if len(_BLANK.sub("", text)) >= UNSPOKEN and text.isascii() else "weak"
    if _is_weak(text, words) or _speaks_to_the_machine(text):
        return "none" if max(map(len, words)) >= UNSPOKEN and len(words) < 3 else "weak"
    return "firm"


def _speaks_to_the_machine(text: str) -> bool:
    lowered = text.lower()
    return any(telltale in lowered for telltale in _TELLTALES) and bool(_TO_THE_MACHINE.search(text))


def is_binary(text: str) -> bool:
    """Whether a text as it came is something else read as text: many of its characters are broken or are none."""
    head = text[:LOOKED_AT]
    broken = _BROKEN.findall(head)
    most = BINARY_SHARE if len(set(broken)) > 2 else STRAY_SHARE
    return len(broken) > most * len(_BLANK.sub("", head))


def weakened(verdict: Verdict) -> Verdict:
    """The same labels in the low band: a best guess that says so."""
    return replace(
        verdict,
        intent=_weak(verdict.intent),
        alternatives=tuple(_weak(label) for label in verdict.alternatives),
        sentiment=_weak(verdict.sentiment),
    )


def _weak(label: Label) -> Label:
    return Label(label.name, min(label.confidence, MOST_WEAK), "low")


def _is_weak(text: str, words: list[str]) -> bool:
    known = {word for word in words if word in english_words() and word not in _LONE}
    if not known - _EMPTY or (len(set(words)) <= 2 and len(words) >= REPEATS):
        return True
    share = sum(word in known for word in words) / len(words)
    return share < KNOWN_SHARE or len(_CODE.findall(text)) > CODE_SHARE * len(text)
