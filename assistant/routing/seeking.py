"""Whether a text asks for customers by a description of them."""

from __future__ import annotations

import re
from typing import Literal

from assistant.search.customers.kinds import trades
from assistant.search.customers.scan import folded
from assistant.search.customers.topic import MOODS

Sought = Literal["", "perhaps", "surely"]

LONGEST = 240  # characters of a request
WITHIN = 9  # words from the beginning within which it is said what is sought
_LEAD = (
    r"(?:please|hey|hi|(?:can|could|would|do) you|can|could|find|show|list|give|get|search|look|looking|for|me|us|i|"
    r"need|want|to|see|know|tell|which|what|are|there|do|we|have|is|all|any|every|the|of|our|my|those|these|a|an|some|"
    r"so|and|now|pull|up|out|would|like|d|i'd|i'm|other|more|names)"
)
_NOUN = (
    r"(?:cust\w{2,5}rs?|ac+ou?nts?|clie?nts?|compan(?:y|ies)|business(?:es)?|firms?|organi[sz]ations?|subscribers?|buyers?|"
    r"which of (?:our|them|those|these|my)|the ones)"
)
_WHO = r"(?:who|whose|whom|anyone|anybody|everyone|everybody|somebody|someone|people|nobody|folks)"
_FIGURES = re.compile(
    r"^(?:how|why|when|where|compare|(?:what|who|which one)(?:'s| is| was| are| were|s)\b"
    r"(?! (?:\w+ing|un\w+|angry|happy|up|late|still))|(?:is|are|was|were|did|does|will)\b|do (?!we have)|"
    r"(?:tickets?|messages?)\b(?! (?:about|on|mention)))|"
    r"\b(?:how (?:many|much|often|long)|number of|no\. of|counts?|averages?|avg|mean|median|totals?|sum|rates?|shares?|"
    r"percent(?:age)?|per cent|per|each|breakdown|compared?|versus|vs)\b(?! (?:us|year|month|week|day)\b)|%"
)
_RANKS = re.compile(r"\b(?:top|bottom|most|least|highest|lowest|biggest|largest|smallest|fewest|best|worst)\b")
_COLLEAGUES = re.compile(
    r"\b(?:which|what|who|the|our|top|best|\d+) (?:\w+ ){0,2}(?:reps?|agents?|sellers?|sales ?people|managers?|teams?|"
    r"products?|deals?)\b(?! (?:complain|ask|want|wr[io]t|report))"
)
_FIRST_PERSON = re.compile(r"\b(?:i|i'm|i've|i'd|i'll)\b|\bmy (?!accounts|customers|clients|team)|\b(?:your|yours|u)\b")
_GREETING = re.compile(r"\b(?:hello|dear|regards|thanks|you)\b")
_FIRST = re.compile(rf"^(?:{_LEAD}[\s,]+)*(?P<who>{_WHO}\b)?")
_SAYS = (
    r"(?:complain\w*|moan\w*|grumbl\w*|criticis\w+|criticiz\w+|mention(?:ed|s|ing)?|reported|reporting|asked|asking|"
    r"inquired|enquired|wrote|written|writ(?:e|es|ing) (?:about|to us|in)|emailed|phoned|contacted us|told us|"
    r"said|saying|prais\w+|thanked|request(?:ed|ing)|demand(?:ed|ing)|threaten\w*|insist\w*|wanted|struggl\w+|suffer\w*|"
    r"(?:trouble|problems?|issues?|difficult(?:y|ies)) with|(?:had|having) (?:\w+ )?(?:trouble|problems?|issues?)|"
    r"sick of|fed up|tired of|waiting for|interested in|stopped (?:logging|using)|pay(?:s|ing)? late|late payers?|"
    r"(?:bad|good|poor|positive|negative) (?:reviews?|ratings?|scores?|feedback)|rated us)\b"
)
_SAID = re.compile(rf"\b{_SAYS}")
_SOMEBODY = re.compile(rf"\b{_NOUN}\b|\bwho (?:\w+ )?{_SAYS}")
_CLAUSES = re.compile(r"\b(?:who|whose|that|which|where|with|without|in|from|up for|having|not)\b|\w+ing\b")


def seeking(text: str) -> Sought:
    """Whether customers are sought: surely by what they said or by their trade, perhaps by facts or in a ranking."""
    plain = folded(text).strip()
    if other(plain):
        return ""
    words = re.findall(r"[\w'&-]+", plain)
    beginning = words[:WITHIN]
    first = _FIRST.match(plain)
    trade = not trades().isdisjoint(beginning)
    someone = bool(first and first["who"]) or _SOMEBODY.search(" ".join(beginning)) or _SOMEBODY.search(plain, WITHIN)
    if not (someone or trade):
        return ""
    said = _SAID.search(plain) or any(pattern.search(plain) for pattern, _ in MOODS)
    if said or (trade and not _RANKS.search(plain)):
        return "surely"
    return "perhaps" if trade or _CLAUSES.search(plain) or _RANKS.search(plain) else ""


def other(plain: str) -> bool:
    """Whether a folded text is something else for sure: a figure, a question about colleagues, a customer's letter."""
    if "\n" in plain or len(plain) > LONGEST or _FIGURES.search(plain) or _COLLEAGUES.search(plain):
        return True
    asked = _FIRST.match(plain)
    rest = plain[asked.end() :] if asked else plain
    return bool(_FIRST_PERSON.search(rest) or (_GREETING.search(rest) and not (asked and asked["who"])))
