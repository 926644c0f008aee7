"""The assistant: what the pages, the API, the command line call."""

from __future__ import annotations

import logging
import secrets
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from assistant.chat import Chat
from assistant.context import Chore, Progress, Reader
from assistant.desk import inbox
from assistant.desk.duplicates import Duplicates
from assistant.desk.imports import Imports
from assistant.desk.tagged import tags_of
from assistant.desk.teaching.material import Lesson, lessons
from assistant.desk.teaching.newintents import NewIntents
from assistant.desk.teaching.standing import Standing, StandingLabels
from assistant.desk.teaching.teaching import Teaching
from assistant.errors import NotFound
from assistant.home import Home
from assistant.messages import Reply, Result, Session
from assistant.predictors.models.trained import Refusal
from assistant.predictors.service import PredictorService, to_json
from assistant.records.batches.watching import run_due
from assistant.records.conversations import Conversations
from assistant.records.export import Sheet, conversations
from assistant.records.people import People
from assistant.records.records import RecordsStore
from assistant.records.triage import Triages
from assistant.search.overlaps import TIE
from assistant.search.search import RecordSearch
from assistant.understanding.entities import KnownNames
from assistant.understanding.unavailable import UnavailableReader
from assistant.views import LOCAL_ADMIN, UserView
from assistant.wire import answer_json

log = logging.getLogger(__name__)

MOST_NEAR = 4  # accounts offered when the one named is none, or could be several


@dataclass(frozen=True, slots=True)
class Assistant:
    """One home's assistant, shared by everyone who is signed in."""

    home: Home
    chat: Chat
    records: RecordsStore
    search: RecordSearch
    predictors: PredictorService
    reader: Reader
    people: People
    conversations: Conversations
    triages: Triages
    imports: Imports
    duplicates: Duplicates
    teaching: Teaching

    @property
    def new_intents(self) -> NewIntents:
        """The home's own intents."""
        return NewIntents(self.teaching)

    @property
    def standing(self) -> StandingLabels:
        """Which labels may stand without a person's look."""
        return StandingLabels(self.teaching.corrections, self.records.settings)

    def standing_now(self) -> Standing:
        """From which confidence on intents stand without a person's look, at present."""
        return self.standing.now(self.reader.version)

    def settle_standing(self, user: UserView) -> Standing:
        """Work that confidence out anew, from every judgement so far.

        Raises:
            Forbidden: The role may not settle it.
        """
        return self.standing.settle(user, self.reader.version)

    def lessons(self) -> tuple[Lesson, ...]:
        """What people corrected, as training takes it."""
        return lessons(self.teaching)

    @property
    def as_of(self) -> date:
        """What today means: the home's data date, else today (UTC)."""
        return self.chat.as_of(Session(LOCAL_ADMIN.id))

    @property
    def company(self) -> str:
        """Whose records these are."""
        return self.records.company()

    def session(self, user: UserView = LOCAL_ADMIN, *, as_of: date | None = None) -> Session:
        """A new conversation."""
        return Session(user.id, as_of=as_of)

    def user_view(self, user_id: int) -> UserView:
        """The user as they are now.

        Raises:
            NotFound: There is none, or they may no longer sign in.
        """
        return LOCAL_ADMIN if user_id == LOCAL_ADMIN.id else self.people.user(user_id)

    def respond(self, text: str, session: Session) -> Reply:
        """Answer one message; an expected failure is a reply, anything else is raised."""
        return self.chat.respond(text, self.user_view(session.user_id), session)

    def respond_safely(self, text: str, session: Session) -> Reply:
        """Answer one message; whatever fails is a reply with a reference to the log."""
        try:
            return self.respond(text, session)
        except Exception as error:  # noqa: BLE001 - the edge of the batch and the API
            reference = secrets.token_hex(4)
            place = traceback.extract_tb(error.__traceback__)[-1]
            log.error("reply %s failed: %s at %s:%s", reference, type(error).__name__, place.filename, place.lineno)
            sentence = f"Something went wrong on my side; nothing was changed. Reference {reference}."
            return Reply(Result("declined", sentence), reference=reference)

    def status(self) -> tuple[str, ...]:
        """What does not work at present, one sentence each."""
        broken = self.reader.cause.reply if isinstance(self.reader, UnavailableReader) else ""
        sentences = (broken, self.chat.router.problem, self.search.status)
        return tuple(dict.fromkeys(sentence for sentence in sentences if sentence))

    def chores(self) -> tuple[tuple[Chore, ...], ...]:
        """What there is to do now and then, in rounds; the chores of one round do not wait for each other."""
        index = Chore("Indexing records", self.search.refresh)
        read = Chore("Reading customers' messages", self._tag_messages)
        look = Chore("Looking into watched folders", self._look_into_folders)
        sweep = Chore("Sweeping uploads that nobody went on with", self._sweep_uploads)
        teach = Chore("Labelling what people taught", self._teach)
        if isinstance(self.reader, UnavailableReader):
            return ((sweep, look), (index,))
        return ((sweep, look), (index, read), (teach,))

    def catch_up(self, progress: Progress) -> None:
        """Do every chore, one after the other; safe to stop and to run again."""
        for chores in self.chores():
            for chore in chores:
                chore.run(progress)

    def _look_into_folders(self, progress: Progress) -> int:
        return len(run_due(self.records.store, datetime.now(UTC)))

    def _sweep_uploads(self, progress: Progress) -> int:
        return self.imports.sweep()

    def _teach(self, progress: Progress) -> int:
        self.standing.settle_first(self.reader.version)
        return self.teaching.catch_up(progress)

    def _tag_messages(self, progress: Progress) -> int:
        return inbox.tag_messages(
            self.triages, self.reader, names=lambda: KnownNames(self.records.names(LOCAL_ADMIN)), progress=progress
        )

    def conversation_rows(self, user: UserView) -> Sheet:
        """One row a conversation that the user may see: labels, times, rating."""
        return conversations(self.records.store, user)

    def tag(self, texts: Sequence[str]) -> list[dict[str, Any]]:
        """Read customers' messages as people taught, in the shape of the `tag` verb.

        Raises:
            OperatorFixable: The weights cannot be used.
        """
        return [tags_of(reading) for reading in self.chat.reader.read(texts)]

    def ask_json(self, text: str, user: UserView) -> dict[str, Any]:
        """Answer one question, in the shape of `ask --json`."""
        return answer_json(self.respond_safely(text, self.session(user)))

    def predict_json(
        self, name: str, user: UserView, *, account: str | None = None, as_of: date | None = None
    ) -> dict[str, Any]:
        """Predict for one account, by key or name, or for all; in the shape of `predict --json`.

        Raises:
            NotFound: No such predictor, or no such account; a name that fits several is not guessed at.
        """
        account_id = None if account is None else self._account_id(user, account)
        return dict(to_json(self.predictors.predict(user, name, account_id=account_id, as_of=as_of or self.as_of)))

    def train(self, name: str, *, as_of: date | None = None) -> str:
        """Train a predictor on the home's records; returns what came of it in one sentence.

        Raises:
            NotFound: No such predictor.
        """
        trained = self.predictors.train(name, as_of or self.as_of)
        if isinstance(trained, Refusal):
            return f"Not trained: {trained.why}"
        return f"Trained {name} {trained.version} from {trained.artefact.n_train:,} rows."

    def _account_id(self, user: UserView, account: str) -> int:
        if found := self.records.by_key(user, "account", account):
            return found.id
        matches = self.search.names(user, account, kinds=("account",))
        best = max((match.similarity for match in matches), default=0.0)
        meant = {match.named.id: match.named for match in matches if match.similarity >= best - TIE}
        if len(meant) != 1:
            near = list(meant.values()) or self.search.near_names(user, account, kinds=("account",))
            raise NotFound("account", account, near=tuple(named.name for named in near[:MOST_NEAR]))
        return next(iter(meant))
