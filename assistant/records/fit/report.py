"""The fit report: what came, what each feature lacks, languages, confidence, the oddest rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.records.fit.came import Came, came
from assistant.records.fit.needs import Feature, features
from assistant.records.fit.odd import OddRow, oddest
from assistant.records.fit.read import Share, bands, languages, unread_messages
from assistant.records.store import Store
from assistant.views import UserView

MOST_ODD = 20


@dataclass(frozen=True, slots=True)
class FitReport:
    """What a home's records are good for."""

    as_of: date
    came: tuple[Came, ...]
    features: tuple[Feature, ...]
    languages: tuple[Share, ...]  # of inbound messages, most frequent first
    bands: tuple[Share, ...]  # high, medium, low: confidence in the intent of inbound messages
    unread: int  # inbound messages that no model has read yet
    odd: tuple[OddRow, ...]  # at most twenty, oddest first

    def summary(self) -> str:
        """Say it in plain lines."""
        lines = [f"What is here, as of {self.as_of.isoformat()}:"]
        lines += [f"  {one.sentence}" for one in self.came] or ["  nothing yet: import files first."]
        lines.append("What it is good for:")
        lines += [f"  {one.mark} {one.sentence}" for one in self.features]
        if self.languages:
            lines.append(f"Languages of customers' messages: {_shares(self.languages)}.")
        if self.bands:
            lines.append(f"Confidence in what they are about: {_shares(self.bands)}.")
        if self.unread:
            lines.append(f"{self.unread:,} messages are not read yet: `crm-assistant fit --read` reads them.")
        if self.odd:
            lines.append("The oddest rows, worth a look:")
            lines += [f"  {row.sentence}" for row in self.odd]
        return "\n".join(lines)


def fit_report(store: Store, user: UserView, *, as_of: date, batch_id: int | None = None) -> FitReport:
    """Look at everything `user` may see.

    Args:
        store: The home's database.
        user: Under whose row rule.
        as_of: What today means; dates after it are odd where they should be past.
        batch_id: Only rows that this import wrote last may be odd; None: any.
    """
    return FitReport(
        as_of=as_of,
        came=came(store, user),
        features=features(store, user),
        languages=languages(store, user),
        bands=bands(store, user),
        unread=unread_messages(store, user),
        odd=oddest(store, user, as_of=as_of, batch_id=batch_id, most=MOST_ODD),
    )


def _shares(shares: Sequence[Share]) -> str:
    return ", ".join(f"{one.name} {one.share:.0%}" for one in shares)
