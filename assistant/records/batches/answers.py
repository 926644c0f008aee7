"""What a person says about files that do not say it themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

DateAnswer = Literal["", "day first", "month first"]
NumberAnswer = Literal["", "point", "comma"]


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers that hold for every file of one import; empty: found out, asked about where the files do not tell.

    An answer decides only what a column leaves open: a column that shows its own day order or its own decimal
    sign is read as it shows.
    """

    encoding: str = ""  # codec of text files, such as cp1252
    dates: DateAnswer = ""  # which comes first in 03/04/2026
    numbers: NumberAnswer = ""  # the sign before the decimals: 1,234.56 has a point, 1.234,56 a comma
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Table name, file name, or nothing for every table → header → "object.field", "custom" or "ignore".

    `object.id` is the source's own key, `contact.full_name` a first with a last name; a record referred to is named by
    its key (`deal.account_id`), its name (`deal.account.name`) or its e-mail address (`deal.owner.email`).
    """
