"""Finds out all that can be known about some files before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import cast

from assistant.errors import NeedsAnswer
from assistant.records.batches.answers import Answers, DateAnswer, NumberAnswer
from assistant.records.batches.choosing import Choice, Source, choose, open_tables
from assistant.records.batches.footer import without_footer
from assistant.records.batches.keeping import NOTHING, Kept, KeptMappings, load_kept, said_about, signature
from assistant.records.batches.mapping import check_columns, wishes_of
from assistant.records.batches.preview import Decided
from assistant.records.batches.profile import Profile, profile
from assistant.records.batches.reading import Table
from assistant.records.batches.report import Question
from assistant.records.batches.settings import Settings
from assistant.records.batches.tableread import TableRead
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN


@dataclass(frozen=True, slots=True)
class Prepared:
    """Files that are understood as far as they can be."""

    choice: Choice
    profiles: tuple[Profile, ...]  # of each source of the choice
    questions: tuple[Question, ...]  # what nothing tells
    decided: Mapping[str, Mapping[str, Decided]]  # table name → column → who decided, where not the format
    footers: Mapping[str, int]  # table name → lines of the report's footer
    reads: tuple[TableRead, ...]  # how the tables of the choice are read


def prepare(
    store: Store, paths: Sequence[Path], *, system: str, answers: Answers, as_of: date | None = None
) -> Prepared:
    """Open, recognise and profile some files.

    Args:
        store: The home, which keeps what was answered before.
        paths: Files or folders.
        system: auto, or a format's name.
        answers: What a person says now.
        as_of: The data date, by which years of two digits are told; None: the home's.

    Raises:
        UnreadableFile: A file is no readable table.
        NothingToImport: The format does not exist.
        UnknownTarget: A column is wanted as a field that does not exist.
        UnknownColumn: An answer is about a column that no file has.
    """
    with store.read(LOCAL_ADMIN) as session:
        kept = load_kept(session)
        today = as_of or Settings(session).data_date()
    tables, skipped = open_tables(paths, encoding=answers.encoding, kept=kept)
    _check(answers, tables)
    choice = choose(
        tables, skipped, system=system, said=lambda name, table: wishes_of(_said(name, table, answers, kept))
    )
    name = choice.importer.name
    footers: dict[str, int] = {}
    choice = _without_footers(choice, footers)
    profiles = tuple(
        profile(one.table, one.layout, answers=_answers(answers, _kept(kept, name, one.table)), today=today)
        for one in choice.sources
    )
    questions = dict.fromkeys(question for one in profiles for question in one.questions)
    decided = {table.name: _decided(table, answers, _kept(kept, name, table)) for table in choice.tables}
    reads = _reads(choice, profiles, lambda table: _said(name, table, answers, kept))
    return Prepared(choice, profiles, tuple(questions), decided, footers, reads)


def refuse_if_open(prepared: Prepared) -> None:
    """Refuse to guess.

    Raises:
        NeedsAnswer: A column can be read in two ways, and nobody has said in which.
    """
    for question in prepared.questions:
        flags = tuple(f"--{question.kind} {choice.replace(' ', '-')}" for choice in question.choices)
        raise NeedsAnswer(question.file, question.column, question.examples[0], flags)


def _without_footers(choice: Choice, footers: dict[str, int]) -> Choice:
    """The choice with its tables cut where their reports' own remarks begin; their lines are counted in `footers`."""
    cut = {id(table): without_footer(table, choice.importer, footers.__setitem__) for table in choice.tables}
    sources = tuple(Source(cut[id(one.table)], one.share) for one in choice.sources)
    return replace(choice, tables=tuple(cut.values()), sources=sources)


def _check(answers: Answers, tables: Sequence[Table]) -> None:
    """Refuse what is said about columns that a table named has not; other tables may come another day."""
    for name, said in answers.columns.items():
        meant = [table.head.columns for table in tables if name in ("", table.name, table.path.name)]
        if meant:
            check_columns(said, meant)


def _kept(kept: KeptMappings, system: str, table: Table) -> Kept:
    return kept.get((system, signature(table.head.columns)), NOTHING)


def _said(system: str, table: Table, answers: Answers, kept: KeptMappings) -> dict[str, str]:
    return {**_kept(kept, system, table).columns, **said_about(table, answers)}


def _reads(
    choice: Choice, profiles: Sequence[Profile], said: Callable[[Table], Mapping[str, str]]
) -> tuple[TableRead, ...]:
    """How each table that is taken is read."""
    found: dict[Table, list[Profile]] = {}
    for source, one in zip(choice.sources, profiles, strict=True):
        found.setdefault(source.table, []).append(one)
    return tuple(
        TableRead(
            table.name,
            table.head,
            said(table),
            {column: how for one in several for column, how in one.formats.items()},
            {column: kind for one in several for column, kind in one.types.items()},
            frozenset().union(*(one.currencies for one in several)),
        )
        for table, several in found.items()
    )


def _answers(answers: Answers, kept: Kept) -> Answers:
    """What was said now, else before."""
    dates, numbers = kept.options.get("dates", ""), kept.options.get("numbers", "")
    return replace(
        answers,
        dates=answers.dates or cast(DateAnswer, dates),
        numbers=answers.numbers or cast(NumberAnswer, numbers),
    )


def _decided(table: Table, answers: Answers, kept: Kept) -> dict[str, Decided]:
    found: dict[str, Decided] = dict.fromkeys(kept.columns, "kept")
    return found | dict.fromkeys(said_about(table, answers), "asked")
