"""Everything that a request can name in one home."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.records.facets import Condition, HomeWords
from assistant.search.customers.kinds import Kinds
from assistant.search.customers.places import Places
from assistant.search.customers.scan import Scan, folded
from assistant.search.customers.spelling import Speller

_LANGUAGES = {
    "english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it", "portuguese": "pt",
    "dutch": "nl", "swedish": "sv", "danish": "da", "norwegian": "no", "finnish": "fi", "polish": "pl",
    "japanese": "ja", "korean": "ko", "chinese": "zh",
}  # fmt: skip
_LANGUAGE = "|".join(_LANGUAGES)
SPOKEN = re.compile(
    r"(?:(?:that|who|which|whose) )*(?:writ\w+|wrote|speak\w*|spoke|correspond\w*|contact\w*|mail\w*|answer\w*)"
    rf"(?: to)?(?: us)? "
    rf"(?:in )?(?P<one>{_LANGUAGE})(?![\w-])|(?P<two>{_LANGUAGE})[- ](?:speaking|language)(?: (?:messages|tickets))?"
    rf"|(?:messages|tickets|mails|e-?mails) (?:written )?in (?P<three>{_LANGUAGE})(?![\w-])"
)
_WORD = re.compile(r"[^\W_]+(?:[&'.-]+[^\W_]+)*\.?|&")
MOST_WORDS = 4  # of a name
_THE = re.compile(r"\b(?:in|from|across|within|outside|of|throughout)\s+(?:the\s+)$|\bin\s+$")
_WITHIN = re.compile(r"\b(?:in|from|across|within|outside(?: of)?|throughout|based in|located in)\s+(?:the\s+)?$")


@dataclass(frozen=True, slots=True)
class Named:
    """Words that name a value, with where they stand."""

    condition: Condition
    start: int  # characters, half-open
    end: int
    placed: bool  # "in", "from" or the like stands before it


class Lexicon:
    """The home's values by the words for them; made anew when the home's words change."""

    def __init__(self, home: HomeWords) -> None:
        self.home = home
        self.places = Places(home)
        self.kinds = Kinds(home)
        values = (*home.stages, *home.lost_reasons, *home.series, *home.plans, *home.segments)
        products = (name for _, name, _ in home.products)
        self.speller = Speller([*self.places.names, *self.kinds.names, *map(folded, (*values, *products))])

    def places_in(self, scan: Scan, original: str) -> Iterator[Named]:
        """Places named in the free text, longest names first."""
        for said, start, end in _phrases(scan):
            plain = said.rstrip(".") if said not in ("u.s.", "u.k.", "u.s.a.") else said
            condition = self.places.get(plain) or self.places.get(said)
            if condition is None or not scan.free(start, end):
                continue
            before = _WITHIN.search(scan.text[:start])
            shouted = original[start:end].isupper() and not original.isupper()
            if self.places.needs_evidence(plain) and not shouted and not _THE.search(scan.text[:start]):
                continue
            whole = before is not None and not before[0].startswith("outside") and scan.free(before.start(), start)
            first = before.start() if before is not None and whole else start
            yield Named(condition, first, end, before is not None)

    def kinds_in(self, scan: Scan) -> Iterator[Named]:
        """Industries with trades named in the free text, longest names first."""
        for said, start, end in _phrases(scan):
            condition = self.kinds.get(said.rstrip("."))
            if condition is not None and scan.free(start, end):
                yield Named(condition, start, end, bool(_WITHIN.search(scan.text[:start])))

    def plans_in(self, scan: Scan) -> Iterator[Named]:
        """Plans named in the free text that are no product's name."""
        for plan in self.home.plans:
            using = r"(?:(?:with|on|use|using|have|has|running|subscribed to|the|an?) )*"
            said = rf"{using}{re.escape(folded(plan))}(?: plan)?"
            for match in list(scan.matches(re.compile(rf"(?<![\w-]){said}(?![\w-])"))):
                yield Named(Condition("bought", f"with {plan}", values=(plan,)), *match.span(), placed=False)

    def stages_in(self, scan: Scan) -> Iterator[Named]:
        """Stages of deals named in the free text, by all of a stage's name or by its first long word."""
        for stage in self.home.stages:
            forms = {folded(stage), *(word for word in re.findall(r"[a-z]{7,}", folded(stage)))} - {
                "perception",
                "decision",
                "analysis",
            }
            said = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
            pattern = (
                r"(?:(?:with|have|has) )?(?:an? )?(?:deals? )?(?:in|at) (?:the )?"
                rf"(?:{said})(?: (?:stage|phase))?(?![\w-])"
            )
            for match in list(scan.matches(re.compile(rf"(?<![\w-]){pattern}"))):
                condition = Condition("open_deals", f"a deal in {stage}", values=(stage,))
                yield Named(condition, *match.span(), placed=False)

    def reasons_after(self, scan: Scan, place: int) -> Named | None:
        """A reason for losing a deal, said right after a place."""
        for reason in self.home.lost_reasons:
            said = re.escape(folded(reason))
            pattern = (
                r"\s*(?:because of|due to|over|on|to|for|as|since we had|with|reason)\s+"
                rf"(?:the |an? |their |our |missing )?{said}s?(?![\w-])"
            )
            match = re.compile(pattern).match(scan.text, place)
            if match:
                return Named(Condition("lost_deals", f"over {reason}", values=(reason,)), *match.span(), placed=False)
        return None


def languages(scan: Scan) -> Iterator[Named]:
    """Languages that customers write in."""
    for match in list(scan.matches(SPOKEN)):
        said = match["one"] or match["two"] or match["three"]
        yield Named(
            Condition("language", f"writing in {said.title()}", values=(_LANGUAGES[said],)), *match.span(), placed=False
        )


def _phrases(scan: Scan) -> Iterator[tuple[str, int, int]]:
    words = list(_WORD.finditer(scan.text))
    for size in range(MOST_WORDS, 0, -1):
        for first in range(len(words) - size + 1):
            start, end = words[first].start(), words[first + size - 1].end()
            if scan.free(start, end):
                yield scan.text[start:end], start, end
