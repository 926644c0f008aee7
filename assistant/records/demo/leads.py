"""People who asked about the products without being qualified yet."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from numpy.random import Generator

from assistant.records.demo.colleagues import COLLEAGUES
from assistant.records.demo.contacts import NAMES_FILE
from assistant.records.demo.days import DATA_DATE, between, office_time
from assistant.records.demo.deals import SOURCES

STATUSES = ("Open", "Working", "Nurturing", "Unqualified")
TRADES = ("Bakery", "Clinic", "Laboratory", "Winery", "Hotel", "Nursery", "Dairy", "Archive")


def lead_rows(rng: Generator) -> list[dict[str, Any]]:
    """The lead table: 36 leads of the last half year, four each for some sellers more."""
    groups = list(json.loads(NAMES_FILE.read_text(encoding="utf-8")).values())
    sellers = [person.id for person in COLLEAGUES if person.job == "sales"]
    rows = []
    for number in range(1, 37):
        names = groups[int(rng.integers(len(groups)))]
        first, last = (str(rng.choice(names[part])) for part in ("first", "last"))
        domain = f"{last.lower().replace(' ', '')}{number}.example"
        rows.append(
            {
                "id": number,
                "owner_id": sellers[int(rng.integers(len(sellers)))],
                "first_name": first,
                "last_name": last,
                "company": f"{last} {TRADES[int(rng.integers(len(TRADES)))]}",
                "email": f"info@{domain}".encode("ascii", "ignore").decode(),
                "status": STATUSES[int(rng.integers(len(STATUSES)))],
                "source": SOURCES[int(rng.integers(len(SOURCES) - 1))],
                "score": float(rng.integers(5, 96)),
                "created_at": office_time(between(DATA_DATE - timedelta(days=180), DATA_DATE, rng), rng),
            }
        )
    return rows
