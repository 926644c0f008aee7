"""Takes uploaded files from their arrival to a batch of records."""

from __future__ import annotations

import logging
import re
import secrets
import shutil
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import BinaryIO

from assistant.desk.imports.state import WORKING, Stage, Upload, Wish, load, save
from assistant.errors import AssistantError, Forbidden, NotFound, UploadRefused
from assistant.records.batches import ImportReport, Progress, RevertReport, history, import_paths, revert
from assistant.records.batches.catalog import catalog
from assistant.records.batches.choosing import importers
from assistant.records.batches.history import BatchRow, WaitingRow
from assistant.records.duplicates import find_duplicates
from assistant.records.fit import FitReport, fit_report
from assistant.records.store import Store
from assistant.views import UserView

log = logging.getLogger(__name__)

MOST_FILES = 40
LARGEST_UPLOAD = 250_000_000  # bytes, all files together
KEPT_SECONDS = 24 * 3600
PIECE = 1 << 20
COMPARED = {"account", "contact"}  # looked through for duplicates after an import
INTERRUPTED = "The server was restarted meanwhile; nothing was imported. Check the files again."
BROKEN = "Something went wrong on our side; nothing was imported."
TOKEN = re.compile(r"[0-9a-f]{16}")
IMPORTERS = ("admin",)  # a file may hold any record of any team, so that who imports must see them all


class Imports:
    """Uploads of one home; one is worked on at a time, the others wait their turn."""

    def __init__(self, store: Store, folder: Path) -> None:
        """Remember where uploads lie.

        Args:
            store: The home's database.
            folder: Where uploads are kept until a day has passed.
        """
        self._store = store
        self._folder = folder
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
            UploadRefused: There is no file, or there are too many, or they are too large.
        """
        _may_import(user)
        self._sweep()
        named = [(safe_name(name), content) for name, content in files if name]
        if not named:
            raise UploadRefused("Choose at least one file first.")
        if len(named) > MOST_FILES:
            raise UploadRefused(
                f"These are {len(named)} files and I take up to {MOST_FILES} at once; zip none, split them."
            )
        token = secrets.token_hex(8)
        place = self._folder / token / "files"
        place.mkdir(parents=True, mode=0o700)
        try:
            names = _keep(place, named)
        except BaseException:
            shutil.rmtree(place.parent, ignore_errors=True)
            raise
        self._begin(Upload(token, user.id, names, "checking"))
        return token

    def upload(self, user: UserView, token: str) -> Upload:
        """How an upload stands.

        Raises:
            Forbidden: The role may not import.
            NotFound: There is no such upload, or it is somebody else's.
        """
        _may_import(user)
        working = self._working.get(token)
        found = working or (load(self._folder / token) if TOKEN.fullmatch(token) else None)
        if found is None or (found.user_id != user.id and user.role != "admin"):
            raise NotFound("upload", token[:40])
        if working is None and found.stage in WORKING:
            return replace(found, stage="failed", problem=INTERRUPTED)
        return found

    def check(self, user: UserView, token: str, wish: Wish) -> None:
        """Try the files again, read as wished; nothing is written."""
        self._again(user, token, "checking", wish)

    def run(self, user: UserView, token: str) -> None:
        """Import the files as they were checked last.

        Raises:
            UploadRefused: They are imported already, or being worked on.
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
        return fit_report(self._store, user, as_of=as_of, batch_id=batch_id)

    def discard(self, user: UserView, token: str) -> None:
        """Forget an upload with its files."""
        with self._lock:
            if self.upload(user, token).stage in WORKING:
                raise UploadRefused("These files are being worked on; wait until that is done.")
            shutil.rmtree(self._folder / token, ignore_errors=True)

    def _again(self, user: UserView, token: str, stage: Stage, wish: Wish | None) -> None:
        with self._lock:
            found = self.upload(user, token)
            if found.stage in WORKING:
                raise UploadRefused("These files are being worked on; wait until that is done.")
            if found.stage == "done":
                raise UploadRefused("These files are imported already; upload them again to import them once more.")
            self._begin(replace(found, stage=stage, wish=wish or found.wish, problem="", step="", rows=0))

    def _begin(self, upload: Upload) -> None:
        save(self._folder / upload.token, upload)
        self._working[upload.token] = upload
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
            save(self._folder / upload.token, finished)
        except AssistantError as error:
            self._broken(error)
        finally:
            self._working.pop(upload.token, None)
        if finished.report is not None and finished.stage == "done":
            self._after()
            for name in {count.object for count in finished.report.objects} & COMPARED:
                find_duplicates(self._store, name)

    def _broken(self, error: Exception) -> str:
        reference = secrets.token_hex(4)
        log.error("reference=%s exception=%s", reference, type(error).__name__)
        return f"{BROKEN} Reference: {reference}."

    def _import(self, upload: Upload, *, dry_run: bool) -> ImportReport:
        def tell(progress: Progress) -> None:
            self._working[upload.token] = replace(upload, step=progress.object, rows=progress.rows)

        return import_paths(
            self._store,
            [self._folder / upload.token / "files"],
            system=upload.wish.system,
            as_of=upload.wish.as_of,
            dry_run=dry_run,
            answers=upload.wish.answers,
            user_id=upload.user_id or None,
            progress=tell,
        )

    def _sweep(self) -> None:
        """Remove uploads of yesterday."""
        now = time.time()
        for place in self._folder.glob("*"):
            if place.name not in self._working and now - place.stat().st_mtime > KEPT_SECONDS:
                shutil.rmtree(place, ignore_errors=True)


def safe_name(name: str) -> str:
    """The last part of a file's name as a browser sends it, without anything that a path could mean."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    plain = re.sub(r"[^\w .()-]", "_", last).strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    return f"{_cut(stem, 120)}{dot}{_cut(suffix, 10)}" if dot else _cut(plain, 120) or "file"


def _cut(text: str, most: int) -> str:
    """The beginning of a text, at most so many bytes of UTF-8."""
    return text.encode()[:most].decode(errors="ignore")


def _nothing() -> None:
    """Nobody is told."""


def _may_import(user: UserView) -> None:
    if user.role not in IMPORTERS:
        raise Forbidden("import records")


def _keep(place: Path, files: Sequence[tuple[str, BinaryIO]]) -> tuple[str, ...]:
    left = LARGEST_UPLOAD
    names: list[str] = []
    for name, content in files:
        unique, number = name, 1
        while unique.casefold() in {taken.casefold() for taken in names}:
            number += 1
            unique = f"{number} {name}"
        with (place / unique).open("xb") as file:
            while piece := content.read(PIECE):
                left -= len(piece)
                if left < 0:
                    raise UploadRefused(
                        f"These files are larger than {LARGEST_UPLOAD // 1_000_000} MB together; "
                        "use `crm-assistant import` on the server for them."
                    )
                file.write(piece)
        names.append(unique)
    return tuple(names)


def fields_of(name: str) -> tuple[str, ...]:
    """The fields of an object that a column can fill, the source's own key first; nothing for an unknown object."""
    known = catalog().get(name)
    return ("id", *sorted(known.fields)) if known else ()
