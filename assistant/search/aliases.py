"""The shorter forms under which people write a record's name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.search.words import COMMON, STOP, fold, words
from assistant.views import Named

LEGAL = {
    "corporation": "corp",
    "corp": "corporation",
    "company": "co",
    "co": "company",
    "incorporated": "inc",
    "inc": "incorporated",
    "limited": "ltd",
    "ltd": "limited",
    "partners": "",
    "group": "",
    "holding": "",
    "holdings": "",
    "llc": "",
    "plc": "",
    "gmbh": "",
    "ag": "",
    "sa": "",
    "bv": "",
}
"""Legal endings of company names with the other way to write them."""

FULL, SWAPPED, CORE, INITIAL, LAST, FIRST, BEGINNING, PART = 1.0, 0.97, 0.95, 0.93, 0.87, 0.85, 0.85, 0.8


@dataclass(frozen=True, slots=True)
class Alias:
    """One way to write a name."""

    forms: tuple[str, ...]  # folded words
    similarity: float  # 0 to 1, when written exactly so
    whole: bool  # names the record without leaving out a telling word
    fuzzy: bool  # may be misspelt


def aliases(named: Named) -> Iterator[Alias]:
    """Every way to write the name of a record, the full name first; forms may repeat."""
    if named.kind in ("user", "contact"):
        yield from _person(named.name)
    else:
        yield from _thing(named.name)


def _person(name: str) -> Iterator[Alias]:
    parts = [fold(part) for part in name.replace(",", " ").split()]
    parts = [part for part in parts if part]
    yield Alias(tuple(word.form for word in words(name)), FULL, whole=True, fuzzy=True)
    if len(parts) < 2:
        return
    first, last = parts[0], parts[-1]
    yield Alias((last, first), SWAPPED, whole=True, fuzzy=False)
    if len(parts) > 2:
        yield Alias((first, last), SWAPPED, whole=True, fuzzy=True)
    yield Alias((first[0], last), INITIAL, whole=True, fuzzy=False)
    yield Alias((first, last[0]), INITIAL, whole=True, fuzzy=False)
    yield Alias((last,), LAST, whole=False, fuzzy=_spellable(last))
    yield Alias((first,), FIRST, whole=False, fuzzy=_spellable(first))


def _spellable(part: str) -> bool:
    return len(part) > 4 and part not in COMMON


def _thing(name: str) -> Iterator[Alias]:
    forms = tuple(word.form for word in words(name))
    yield Alias(forms, FULL, whole=True, fuzzy=True)
    if not forms:
        return
    if "&" in name:
        yield Alias(tuple(fold(part) for part in name.replace("&", " and ").split()), FULL, whole=True, fuzzy=True)
    if len(forms) > 1 and LEGAL.get(forms[-1]):
        yield Alias((*forms[:-1], LEGAL[forms[-1]]), 0.99, whole=True, fuzzy=True)
    core = _core(forms)
    if core != forms and not set(core) <= STOP:
        yield Alias(core, CORE, whole=True, fuzzy=not set(core) <= COMMON)
    yield from _parts(name, core)


def _parts(name: str, core: tuple[str, ...]) -> Iterator[Alias]:
    """Runs of words set apart by blanks; what a hyphen joins stays together."""
    pieces = [tuple(word.form for word in words(piece)) for piece in name.split()]
    for start in range(len(pieces)):
        for end in range(start + 1, len(pieces) + 1):
            part = tuple(form for piece in pieces[start:end] for form in piece)
            telling = [form for form in part if not form.isdigit() and form not in STOP and form not in LEGAL]
            if telling and len(part) < len(core) and len("".join(part)) > 1:
                fuzzy = start == 0 and len("".join(part)) > 4 and not set(part) <= COMMON
                yield Alias(part, BEGINNING if start == 0 else PART, whole=False, fuzzy=fuzzy)


def _core(forms: tuple[str, ...]) -> tuple[str, ...]:
    core = forms[1:] if forms[0] == "the" and len(forms) > 1 else forms
    while len(core) > 1 and core[-1] in LEGAL:
        core = core[:-1]
    return core if sum(map(len, core)) > 3 else forms
