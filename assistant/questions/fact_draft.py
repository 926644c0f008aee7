"""The half-read question about support or commerce, with what its words may mean under one object."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from assistant.questions.draft import NotHere
from assistant.questions.fact_lexer import Piece
from assistant.questions.plan import Cond, Dim
from assistant.questions.request import Ask, Limit, Ranking, Span
from assistant.questions.semantic.facts import FACTS
from assistant.questions.semantic.fields import FIELDS
from assistant.questions.semantic.objects import path


@dataclass(slots=True)
class FactDraft:
    """What has been read so far of rows of `root`."""

    root: str
    pieces: list[Piece]
    as_of: date
    wheres: list[tuple[int, Cond]] = field(default_factory=list)
    dims: list[Dim] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)
    shows: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    limits: list[Limit] = field(default_factory=list)
    ranking: Ranking | None = None
    key: tuple[str, str] | None = None  # aggregate and field after "by"
    subject: str = ""
    pro_rata: bool = False  # quotas count by days, whatever the period

    def meant(self, at: int, *kinds: str) -> str:
        """The field or object that a piece means under the root; empty when it means none, or has been used."""
        if not 0 <= at < len(self.pieces) or self.pieces[at].used:
            return ""
        senses = self.pieces[at].senses
        return next((found for kind in kinds if (found := self.best(senses.get(kind, ())))), "")

    def best(self, candidates: tuple[str, ...]) -> str:
        """The candidate closest to the root, among those of equal distance the first."""
        near = [(len(trail), i) for i, one in enumerate(candidates) if (trail := self._trail(one)) is not None]
        return candidates[min(near)[1]] if near else ""

    def _trail(self, name: str) -> tuple[object, ...] | None:
        node = name.split("|")[0].split(".")[0]
        trail = path(self.root, node)
        return None if trail is None or (node in FACTS and node != self.root and len(trail) > 1) else trail

    def number_field(self, at: int) -> tuple[str, str] | None:
        """The aggregate that is usual for a figure, with its field."""
        for kind in ("sum", "avg"):
            found = self.meant(at, kind)
            if found.startswith(f"{self.root}."):  # a figure of another object would be counted once a row
                return kind, found
        return None

    def next_(self, at: int) -> int:
        """The next unused place; the end when there is none."""
        return next((i for i in range(at + 1, len(self.pieces)) if not self.pieces[i].used), len(self.pieces))

    def before(self, at: int) -> int:
        """The unused place before; -1 when there is none."""
        return next((i for i in range(at - 1, -1, -1) if not self.pieces[i].used), -1)

    def is_word(self, at: int, *words: str) -> bool:
        """Whether an unused piece is there that is one of these words of the grammar."""
        return 0 <= at < len(self.pieces) and not self.pieces[at].used and any(map(self.pieces[at].is_word, words))

    def text_field(self, at: int) -> str:
        """The field that groups rows: a text field, or the name of another object."""
        name = self.meant(at, "field")
        grouping = ("text", "bool") if name and FIELDS[name].key else ("text",)
        return name if name and FIELDS[name].type in grouping else ""

    def use(self, *places: int) -> None:
        """Mark pieces as explained."""
        for at in places:
            self.pieces[at].used = True

    def check_used(self) -> None:
        """Refuse a question of which a piece is left.

        Raises:
            NotHere: A piece has no place in what was read.
        """
        for piece in self.pieces:
            if not piece.used:
                raise NotHere(f"I could not tell what “{piece.text}” asks for here", 0.6)
