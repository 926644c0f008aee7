"""The only extension mechanism: what a package's files declare is found by kind."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from typing import Any, TypeVar

Kind = TypeVar("Kind")


def lazily(module: str, name: str) -> Callable[..., Any]:
    """A callable that imports `module` when it is first called, for what few homes need.

    Args:
        module: Dotted name, such as "indexes.hub".
        name: A class or function in it.
    """

    def call(*arguments: Any) -> Any:
        return getattr(importlib.import_module(module), name)(*arguments)

    return call


def discover(package: str, kind: type[Kind]) -> dict[str, Kind]:
    """Import every module of `package` to collect its top-level instances of `kind`.

    Args:
        package: Dotted name, such as "assistant.tools".
        kind: The class to look for; instances carry a `name`.

    Returns:
        The instances by their `name`, in alphabetical order of module.

    Raises:
        ValueError: Two instances share a name.
    """
    found: dict[str, Kind] = {}
    root = importlib.import_module(package)
    for info in sorted(pkgutil.iter_modules(root.__path__), key=lambda module: module.name):
        module = importlib.import_module(f"{package}.{info.name}")
        for value in vars(module).values():
            if isinstance(value, kind) and found.setdefault(value.name, value) is not value:  # type: ignore[attr-defined]
                raise ValueError(f"two of {kind.__name__} are named {value.name!r} in {package}")  # type: ignore[attr-defined]
    return found
