"""Keeps fit reports as long as the records have not changed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date

from assistant.records.fit.report import FitReport, fit_report
from assistant.records.stamp import stamp
from assistant.records.store import Store
from assistant.views import UserView

MOST = 32  # reports; the one asked for longest ago goes first


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is about."""

    user: UserView
    as_of: date
    batch_id: int | None


class FitReports:
    """The fit reports of one home, each made once for each state of the records."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()  # held while a report is made, so that two who ask at once wait for one
        self._kept: OrderedDict[Asked, tuple[object, FitReport]] = OrderedDict()

    def report(self, user: UserView, *, as_of: date, batch_id: int | None = None) -> FitReport:
        """Everything `user` may see, as `fit_report` looks at it.

        Args:
            user: Under whose row rule.
            as_of: What today means.
            batch_id: Only rows that this import wrote last may be odd; None: any.
        """
        asked = Asked(user, as_of, batch_id)
        with self._lock:
            now = stamp(self._store)  # before the look, so that a change meanwhile makes it anew
            before, found = self._kept.get(asked, (None, None))
            if found is None or before != now:
                found = fit_report(self._store, user, as_of=as_of, batch_id=batch_id)
                self._kept[asked] = (now, found)
            self._kept.move_to_end(asked)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
            return found
