"""The folder that holds one company's data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from assistant.errors import HomeNotWritable


@dataclass(frozen=True, slots=True)
class Home:
    """The layout of the home; nothing else spells its paths."""

    path: Path

    @property
    def database(self) -> Path:
        """The SQLite file, unless a database URL is set."""
        return self.path / "crm.db"

    @property
    def indexes(self) -> Path:
        """Index generations and `CURRENT`."""
        return self.path / "indexes"

    @property
    def models(self) -> Path:
        """`<kind>/<version>/` folders with a `CURRENT` file beside the versions."""
        return self.path / "models"

    @property
    def jobs(self) -> Path:
        """Scratch of long jobs."""
        return self.path / "jobs"

    @property
    def backups(self) -> Path:
        """Online backups."""
        return self.path / "backups"

    def prepare(self) -> None:
        """Create the folder, readable by its owner alone.

        Raises:
            HomeNotWritable: The folder cannot be made or written.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            with TemporaryFile(dir=self.path):  # of a name of its own: others may open the same home now
                pass
        except OSError as error:
            raise HomeNotWritable(str(self.path)) from error
