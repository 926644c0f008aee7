"""Takes uploaded files from their arrival to a batch of records."""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import BinaryIO

from assistant.desk.imports.shelf import KEPT, Shelf, safe_name
from assistant.desk.imports.state import WORKING, Stage, Upload, Wish
from assistant.errors import AssistantError, Forbidden, UploadBusy, UploadGone, UploadRefused
from assistant.records.batches import ImportReport, Progress, RevertReport, history, import_paths, revert
from assistant.records.batches.catalog import catalog
from assistant.records.batches.choosing import importers
from assistant.records.batches.history import BatchRow, WaitingRow
from assistant.records.duplicates import find_duplicates
from assistant.records.fit import FitReport, FitReports
from assistant.records.store import Store
from assistant.views import UserView

log = logging.getLogger(__name__)

MOST_FILES = 40
COMPARED = {"account", "contact"}  # looked through for duplicates after an import
INTERRUPTED = "The server was restarted meanwhile; nothing was imported. Check the files again."
BROKEN = "Something went wrong on our side; nothing was imported."
CHOOSE = "Choose at least one file first."
AT_WORK = "These files are being worked on; wait until that is done."
IMPORTERS = ("admin",)  # a file may hold any record of any team, so that who imports must see them all


@dataclass(frozen=True, slots=True)
class Waiting:
    """An upload that was not imported yet."""

    upload: Upload
    until_utc: datetime  # when it will be thrown away unless somebody goes on with it


class Imports:
    """Uploads of one home; one is worked on at a time, the others wait their turn."""

    def __init__(self, store: Store, folder: Path) -> None:
        """Remember where uploads lie.

        Args:
            store: The home's database.
            folder: Where uploads wait.
        """
        self._store = store
        self._shelf = Shelf(folder)
        self._fits = FitReports(store)
        self._after: Callable[[], None] = _nothing
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="import")
        self._lock = threading.Lock()
        self._working: dict[str, Upload] = {}

    def when_done(self, tell: Callable[[], None]) -> None:
        """Have somebody told whenever records came or went."""
        self._after = tell

    def receive(self, user: UserView, files: Sequence[tuple[str, BinaryIO]]) -> str:
        """Keep uploaded files, and begin to check them; returns the upload's token.

        Args:
            user: Who uploads.
            files: Names as the browser sends them, with what they hold.

        Raises:
            Forbidden: The role may not import.
            UploadRefused: There is no file, or there are too many, or they are too large, or others leave no room.
        """
        _may_import(user)
        self.sweep()
        named = [(safe_name(name), content) for name, content in files if name]
        if not named:
            raise UploadRefused(CHOOSE)
        if len(named) > MOST_FILES:
            raise UploadRefused(
                f"These are {len(named)} files and I take up to {MOST_FILES} at once; zip none, split them."
            )
        token = secrets.token_hex(8)
        names = self._shelf.put(token, named)
        self._begin(Upload(token, user.id, names, "checking", by=user.name, received_at_utc=datetime.now(UTC)))
        return token

    def upload(self, user: UserView, token: str) -> Upload:
        """How an upload stands.

        Raises:
            Forbidden: The role may not import.
            UploadGone: There is no such upload.
        """
        _may_import(user)
        found = self._standing(token)
        if found is None:
            raise UploadGone(token[:40], days=KEPT.days)
        return found

    def waiting(self, user: UserView) -> tuple[Waiting, ...]:
        """Every upload that can be gone on with or thrown away, newest first; those of other administrators too.

        Raises:
            Forbidden: The role may not import.
        """
        _may_import(user)
        found = [(self._standing(place.token), place.until_utc) for place in self._shelf.places()]
        waiting = [Waiting(one, until) for one, until in found if one is not None and one.stage != "done"]
        return tuple(sorted(waiting, key=lambda one: one.until_utc, reverse=True))

    def sweep(self) -> int:
        """Throw away uploads that nobody went on with for days; how many there were."""
        with self._lock:
            return self._shelf.sweep(self._working)

    def check(self, user: UserView, token: str, wish: Wish) -> None:
        """Try the files again, read as wished; nothing is written."""
        self._again(user, token, "checking", wish)

    def run(self, user: UserView, token: str) -> None:
        """Import the files as they were checked last.

        Raises:
            UploadBusy: They are imported already, or being worked on.
        """
        self._again(user, token, "importing", None)

    def revert(self, user: UserView, batch_id: int) -> RevertReport:
        """Take an import back.

        Raises:
            Forbidden: The role may not import.
            NotFound: There is no such batch.
            CannotRevert: It is not done, or later changes stand on it.
        """
        _may_import(user)
        report = revert(self._store, batch_id)
        self._after()
        return report

    def formats(self) -> tuple[tuple[str, str], ...]:
        """The formats that can be asked for: name, what a person calls it."""
        return tuple((name, one.label) for name, one in importers().items())

    def batches(self) -> tuple[BatchRow, ...]:
        """The newest imports."""
        return history.batches(self._store)

    def batch(self, batch_id: int) -> BatchRow:
        """One import.

        Raises:
            NotFound: There is none.
        """
        return history.batch(self._store, batch_id)

    def quarantined(self, batch_id: int) -> tuple[WaitingRow, ...]:
        """The first rows of an import that could not be taken in."""
        return history.quarantined(self._store, batch_id)

    def fit(self, user: UserView, batch_id: int, *, as_of: date) -> FitReport:
        """What the records are good for after an import."""
        return self._fits.report(user, as_of=as_of, batch_id=batch_id)

    def discard(self, user: UserView, token: str) -> None:
        """Forget an upload with its files."""
        with self._lock:
            if self.upload(user, token).stage in WORKING:
                raise UploadBusy(AT_WORK)
            self._shelf.remove(token)

    def _standing(self, token: str) -> Upload | None:
        """How an upload stands; work of which nobody knows was cut off by the end of an earlier process."""
        if working := self._working.get(token):
            return working  # asked first, for work is stored before it is forgotten here
        found = self._shelf.load(token)
        if found is not None and found.stage in WORKING:
            return replace(found, stage="failed", problem=INTERRUPTED)
        return found

    def _again(self, user: UserView, token: str, stage: Stage, wish: Wish | None) -> None:
        with self._lock:
            found = self.upload(user, token)
            if found.stage in WORKING:
                raise UploadBusy(AT_WORK)
            if found.stage == "done":
                raise UploadBusy("These files are imported already; upload them again to import them once more.")
            self._begin(replace(found, stage=stage, wish=wish or found.wish, problem="", step="", rows=0))

    def _begin(self, upload: Upload) -> None:
        self._working[upload.token] = upload
        try:
            self._shelf.save(upload)
        except AssistantError:
            self._working.pop(upload.token)
            raise
        self._pool.submit(self._work, upload)

    def _work(self, upload: Upload) -> None:
        """Whatever happens ends in a stage that the page can show."""
        try:
            report = self._import(upload, dry_run=upload.stage == "checking")
            stage: Stage = "checked" if report.dry_run else "done"
            finished = replace(upload, stage=stage, report=report)
        except AssistantError as error:
            finished = replace(upload, stage="failed", problem=error.reply)
        except Exception as error:  # noqa: BLE001 - the edge of a worker: logged, and told as a sentence
            finished = replace(upload, stage="failed", problem=self._broken(error))
        try:
            self._shelf.save(finished)
            if finished.stage == "done":
                self._shelf.empty(upload.token)
        except AssistantError as error:
            self._broken(error)
        finally:
            self._working.pop(upload.token, None)
        if finished.report is not None and finished.stage == "done":
            self._after()
            self._compare({count.object for count in finished.report.objects} & COMPARED)

    def _compare(self, names: Iterable[str]) -> None:
        """Look for duplicates of what came; a failure leaves the pairs as they were, to be looked for again."""
        try:
            for name in sorted(names):
                find_duplicates(self._store, name)
        except Exception as error:  # noqa: BLE001 - the edge of a worker: logged
            self._broken(error)

    def _broken(self, error: Exception) -> str:
        reference = secrets.token_hex(4)
        log.error("reference=%s exception=%s", reference, type(error).__name__)
        return f"{BROKEN} Reference: {reference}."

    def _import(self, upload: Upload, *, dry_run: bool) -> ImportReport:
        def tell(progress: Progress) -> None:
            self._working[upload.token] = replace(upload, step=progress.object, rows=progress.rows)

        return import_paths(
            self._store,
            [self._shelf.files(upload.token)],
            system=upload.wish.system,
            as_of=upload.wish.as_of,
            dry_run=dry_run,
            answers=upload.wish.answers,
            user_id=upload.user_id or None,
            progress=tell,
        )


def _nothing() -> None:
    """Nobody is told."""


def _may_import(user: UserView) -> None:
    if user.role not in IMPORTERS:
        raise Forbidden("import records")


def fields_of(name: str) -> tuple[str, ...]:
    """The fields of an object that a column can fill, the source's own key first; nothing for an unknown object."""
    known = catalog().get(name)
    return ("id", *sorted(known.fields)) if known else ()
