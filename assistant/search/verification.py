"""How the indexes on disk compare with the records."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KindReport:
    """The index of one kind of record."""

    kind: str
    records: int
    passages: int  # in the index
    stale: int  # records that are not in it as they are now
    gone: int  # records in it that are no more
    note: str  # empty, or what is wrong with its files

    @property
    def sound(self) -> bool:
        """Whether files, encoder, records agree."""
        return not (self.stale or self.gone or self.note)

    def __str__(self) -> str:
        state = "up to date" if self.sound else f"{self.stale:,} to embed, {self.gone:,} to remove"
        return f"{self.kind}: {self.records:,} records, {self.passages:,} passages, {state}" + (
            f" ({self.note})" if self.note else ""
        )


@dataclass(frozen=True, slots=True)
class Verification:
    """The indexes of all kinds."""

    kinds: tuple[KindReport, ...]

    @property
    def sound(self) -> bool:
        """Whether every index is whole, of the encoder in use, up to date."""
        return all(report.sound for report in self.kinds)

    def summary(self) -> str:
        """One line a kind, with the remedy when one is needed."""
        lines = [str(report) for report in self.kinds]
        return "\n".join(lines if self.sound else [*lines, "Run `crm-assistant index rebuild` to mend this."])
