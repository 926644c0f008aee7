"""Misspelt words of a request, mended towards words that mean something here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.search.near import NearIndex
from assistant.search.words import COMMON, STOP

SHORTEST = 4  # letters of a word that is mended; one this short only by adding a letter
LONG = 8  # letters of a word that may differ in two places
_ENDINGS = ("s", "es", "ed", "d", "ing", "er", "ers", "ly")
CUE_WORDS = (
    "complained complaint complaints complaining unhappy frustrated angry disappointed dissatisfied satisfied praised "
    "mentioned reported requested customers customer accounts account companies company employees subscription "
    "subscriptions contract contracts renewal renewals renew expires expiring cancelled canceled churned invoice "
    "invoices overdue unpaid payment payments usage declining falling dropped inactive ordered orders purchased bought "
    "tickets ticket support unsolved unresolved unanswered reopened urgent ratings rating quarter month months year "
    "deals opportunity opportunities pipeline negotiation proposal delivery deliveries delayed refund refunds password "
    "retailers retailer hospitals breweries small medium large enterprise mid-sized outage integration trouble "
    "which whose their about after since problems asked asking wrote with where certificates pharmacies "
    "without haven't existing former prospects january february march april june july august september "
    "october november december"
)
_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


class Speller:
    """Mends words that are within an edit or two of exactly one likely word, and are no word themselves."""

    def __init__(self, lexicon: Iterable[str]) -> None:
        """Take over the words that may be meant."""
        known = {word for phrase in lexicon for word in _TOKEN.findall(phrase)} | set(CUE_WORDS.split())
        self._known = known | COMMON | STOP
        self._words = sorted(word for word in known if len(word) >= SHORTEST)
        self._near = NearIndex(self._words)

    def mend(self, text: str, protected: Sequence[tuple[int, int]]) -> list[tuple[int, int, str]]:
        """Places of misspelt words in a folded text with what was meant, in order.

        Args:
            text: Folded.
            protected: Spans that are names.
        """
        found = []
        for match in _TOKEN.finditer(text):
            word = match[0]
            if len(word) < SHORTEST or self._is_word(word):
                continue
            if any(match.start() < last and match.end() > first for first, last in protected):
                continue
            near = self._near.within(word, 1 if len(word) < LONG else 2)
            if len(word) == SHORTEST:
                near = [one for one in near if len(self._words[one.position]) > SHORTEST]
            best = [one for one in near if one.edits == near[0].edits] if near else []
            same = [one for one in best if self._words[one.position][0] == word[0]] or best
            if same and (len(same) == 1 or len({self._words[one.position][:5] for one in same}) == 1):
                found.append((match.start(), match.end(), self._words[same[0].position]))
        return found

    def _is_word(self, word: str) -> bool:
        """Whether it is known, or a usual form of a word that is."""
        if word in self._known:
            return True
        cut = (word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))
        return any(form in self._known or f"{form}e" in self._known for form in cut if len(form) >= 4)
