"""Custom fields: the unknown columns of imports, under names that say all about them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

CustomType = Literal["number", "date", "bool", "text"]
_TYPES: dict[str, CustomType] = {"int": "number", "float": "number", "date": "date", "bool": "bool", "text": "text"}
_NODES = {"user": ("owner", "assignee")}  # a table in several roles
_NAME = re.compile(r"([a-z_]+)\.custom:([a-z]+):(.+)", re.DOTALL)
_SEPARATORS = re.compile(r"[^\w%&+#]+|_+")
_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class CustomName:
    """The parts of a custom field's name."""

    node: str
    type: CustomType
    key: str  # in the JSON column


def custom_names(setting: str, kind: str) -> tuple[str, ...]:
    """The fields that a setting such as `custom:deal.Lead Score` → `int` tells of; none when it is another one."""
    stored, _, key = setting.removeprefix("custom:").partition(".")
    if not setting.startswith("custom:") or kind not in _TYPES or not key or '"' in key or "\\" in key:
        return ()
    return tuple(f"{node}.custom:{_TYPES[kind]}:{key}" for node in _NODES.get(stored, (stored,)))


def custom_parts(name: str) -> CustomName | None:
    """What a custom field's name says; None when it is no such name."""
    match = _NAME.fullmatch(name)
    kind = next((one for one in get_args(CustomType) if match and match[2] == one), None)
    if match is None or kind is None or '"' in match[3] or "\\" in match[3]:
        return None
    return CustomName(match[1], kind, match[3])


def custom_label(key: str) -> str:
    """A header as people say it: `Lead_Score__c` and `leadScore` are "lead score"."""
    plainly = _HUMPS.sub(" ", key.removesuffix("__c"))
    return " ".join(_SEPARATORS.sub(" ", plainly).lower().split())
