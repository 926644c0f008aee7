"""An import that breaks off leaves nothing but the note that it did."""

import signal
import subprocess
import sys
import textwrap
from datetime import date
from pathlib import Path

import pytest

from assistant.errors import UnreadableFile
from assistant.records.batches import Answers, Progress, import_paths, mark_interrupted
from assistant.records.store import Store
from tests.records.batches.tables import contents, count, put, rows


def test_a_dry_run_says_all_and_writes_nothing(store: Store, tmp_path: Path) -> None:
    path = put(tmp_path, "account.csv", "id,name,tier", "A1,Alpha,gold", "A2,,")
    before = contents(store)
    report = import_paths(store, [path], dry_run=True, as_of=date(2024, 1, 1))
    assert report.objects == (count("account", created=1, quarantined=1),)
    assert (report.batch_id, report.dry_run) == (None, True)
    assert report.summary().splitlines()[0].startswith("Dry run of the generic layout")
    assert contents(store) == before
    assert rows(store, "import_batch", "id") == []
    assert rows(store, "quarantine", "id") == []


def test_bytes_that_turn_bad_late_take_the_whole_batch_back(store: Store, tmp_path: Path) -> None:
    good = "".join(f"A{number},Company {number}\n" for number in range(5000))
    (tmp_path / "account.csv").write_bytes(b"id,name\n" + good.encode() + b"A9999,Caf\xe9\n")
    with pytest.raises(UnreadableFile, match="name the encoding it was saved in, such as --encoding cp1252"):
        import_paths(store, [tmp_path])
    assert rows(store, "account", "id") == []
    assert ("done",) not in rows(store, "import_batch", "status")
    report = import_paths(store, [tmp_path], answers=Answers(encoding="cp1252"))
    assert report.objects == (count("account", created=5001),)
    assert rows(store, "account", "name")[-1] == ("Café",)


def test_an_error_while_importing_marks_the_batch_failed(store: Store, tmp_path: Path) -> None:
    path = put(tmp_path, "account.csv", "id,name", "A1,Alpha")

    def stop(progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_paths(store, [path], progress=stop)
    assert rows(store, "account", "id") == []
    assert rows(store, "import_batch", "status") == [("failed",)]


def test_a_killed_import_is_visible_as_failed_and_its_rows_are_not_there(store: Store, tmp_path: Path) -> None:
    path = put(tmp_path, "account.csv", "id,name", *(f"A{number},Company {number}" for number in range(5000)))
    script = textwrap.dedent(
        f"""
        import os, signal
        from pathlib import Path
        from assistant.records.batches import import_paths
        from assistant.records.store import Store

        def die(progress):
            if progress.rows >= 4000:
                os.kill(os.getpid(), signal.SIGKILL)

        import_paths(Store.open(Path({str(tmp_path / "home")!r})), [Path({str(path)!r})], progress=die)
        """
    )
    killed = subprocess.run([sys.executable, "-c", script], check=False, cwd=Path.cwd(), timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert rows(store, "account", "id") == []
    assert rows(store, "import_batch", "status") == [("running",)]
    assert mark_interrupted(store) == 1
    assert rows(store, "import_batch", "status") == [("failed",)]
    assert import_paths(store, [path]).objects == (count("account", created=5000),)


def test_progress_counts_the_rows_of_each_object(store: Store, tmp_path: Path) -> None:
    path = put(tmp_path, "account.csv", "id,name", *(f"A{number},Company {number}" for number in range(4500)))
    seen: list[Progress] = []
    import_paths(store, [path], progress=seen.append)
    assert seen == [Progress("account", "account.csv", rows) for rows in (2000, 4000, 4500)]


def test_the_data_date_is_stored(store: Store, tmp_path: Path) -> None:
    import_paths(store, [put(tmp_path, "account.csv", "id,name", "A1,Alpha")], as_of=date(2017, 12, 31))
    assert rows(store, "home_setting", "key", "value") == [("data_date", "2017-12-31")]
