"""How large a demo company is."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.errors import ScaleOutOfRange

HAND_MADE = 100  # accounts in data/accounts.csv, part of every demo company
SMALLEST, LARGEST = 0.05, 20.0


@dataclass(frozen=True, slots=True)
class Size:
    """How many rows of each kind are drawn; counts that follow from others are not here."""

    scale: float
    users: int
    accounts: int
    contacts: int
    leads: int
    deals: int
    orders: int
    tickets: int
    reviews: int
    posts: int
    news: int

    @classmethod
    def of(cls, scale: float) -> Size:
        """The sizes at a scale, 1 for 600 accounts; the hand-made accounts with their staff are always there.

        Raises:
            ScaleOutOfRange: `scale` is below 0.05 or above 20.
        """
        if not SMALLEST <= scale <= LARGEST:
            raise ScaleOutOfRange(scale, SMALLEST, LARGEST)
        return cls(
            scale=scale,
            users=max(17, round(40 * scale)),
            accounts=max(HAND_MADE, round(600 * scale)),
            contacts=max(220, round(1_500 * scale)),
            leads=round(240 * scale),
            deals=round(4_000 * scale),
            orders=round(30_000 * scale),
            tickets=round(8_000 * scale),
            reviews=round(180 * scale),
            posts=round(70 * scale),
            news=max(8, round(28 * scale)),
        )

    @property
    def rows_expected(self) -> int:
        """About how many rows all tables hold together, for a progress bar."""
        return round(330_000 * self.scale)
