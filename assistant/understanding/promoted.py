"""The reader's weights of a home: versions that were promoted, the one in use named by `CURRENT`."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from assistant.atomic import replacing
from assistant.errors import HomeNotWritable, UserFixable
from assistant.understanding.weights import PACKAGED, read_weights

CURRENT, HISTORY = "CURRENT", "HISTORY"


class NothingToRollBack(UserFixable):
    """The packaged weights are in use already."""

    def __init__(self) -> None:
        super().__init__("The reader is the one that came with the package: there is nothing to roll back.")


@dataclass(frozen=True, slots=True)
class Promoted:
    """The folder `models/reader` of a home: `<version>/`, `CURRENT`, `HISTORY` (one version a line, oldest first)."""

    root: Path

    @property
    def folder(self) -> Path:
        """The weights in use: those that were promoted last, else the packaged ones."""
        pointer = self.root / CURRENT
        version = pointer.read_text(encoding="utf-8").strip() if pointer.is_file() else ""
        return self.root / version if version else PACKAGED

    def promote(self, weights: Path) -> str:
        """Copy a folder of weights in, then point `CURRENT` at it; returns its version.

        Raises:
            DamagedFile: A file of the folder is missing or differs from its manifest.
            HomeNotWritable: The home cannot be written.
            CannotWrite: The disk is full.
        """
        version = read_weights(weights).version
        part = self.root / f".{version}.part"
        try:
            shutil.rmtree(part, ignore_errors=True)
            shutil.copytree(weights, part)
            shutil.rmtree(self.root / version, ignore_errors=True)  # the same content, perhaps damaged
            part.replace(self.root / version)
        except OSError as error:
            raise HomeNotWritable(str(self.root)) from error
        self._point([*self._history(), version])
        return version

    def roll_back(self) -> str:
        """Go back to the weights that were in use before; returns their version.

        Raises:
            NothingToRollBack: The packaged weights are in use.
            CannotWrite: The home cannot be written.
        """
        history = self._history()
        if not history:
            raise NothingToRollBack()
        self._point(history[:-1])
        return read_weights(self.folder).version

    def _history(self) -> list[str]:
        path = self.root / HISTORY
        return path.read_text(encoding="utf-8").split() if path.is_file() else []

    def _point(self, history: list[str]) -> None:
        """The pointer last: until then the earlier weights stay in use."""
        with replacing(self.root / HISTORY) as file:
            file.writelines(f"{version}\n" for version in history)
        with replacing(self.root / CURRENT) as file:
            file.write(f"{history[-1] if history else ''}\n")
