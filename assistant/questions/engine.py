"""Questions about records, answered from a typed plan."""

from __future__ import annotations

from datetime import date

from assistant.messages import Citation, Result, Table, Topic
from assistant.questions.actions import asks_for_change
from assistant.questions.asides import without_asides
from assistant.questions.build import build
from assistant.questions.build_money import converts, counted, left_out, unrated_plans, with_currency
from assistant.questions.compile_read import Reader
from assistant.questions.draft import NotHere, Unclear
from assistant.questions.frame import Frame
from assistant.questions.plan import BadPlan, Cond, Plan
from assistant.questions.quota_plan import without_quota
from assistant.questions.quota_say import no_quota, sellers_without
from assistant.questions.quota_words import is_standing
from assistant.questions.request import Request, to_json
from assistant.questions.say import chart, reading, sentence
from assistant.questions.understood import Names, Understanding
from assistant.records.store import Store
from assistant.views import UserView


class QuestionEngine:
    """Answers questions from the records of a store."""

    def __init__(self, store: Store, names: Names) -> None:
        """`names` is `Search.names`."""
        self._reader = Reader(store)
        self._names = names

    def answer(self, user: UserView, text: str, *, as_of: date, topic: Topic) -> Result:
        """Answer from the records, ask back, or decline; never guess."""
        if asks_for_change(text) and topic.plan is None:
            return Result("declined", "I can't answer that: it asks for a change, not for a figure.", confidence=0.95)
        try:
            request = Understanding(self._reader, self._names, user, as_of).request(without_asides(text), topic)
        except Unclear as unclear:
            return Result(
                "clarify",
                f"Which do you mean: {unclear.about.rstrip('?')}?",
                suggestions=unclear.options,
                confidence=0.7,
                plan={"missed": text},
            )
        except (NotHere, BadPlan) as reason:
            why = reason.why if isinstance(reason, NotHere) else reason.reply
            return _declined(f"I can't answer that: {why}.", getattr(reason, "confidence", 0.5), text)
        return self._answered(user, request, text, as_of)

    def _answered(self, user: UserView, request: Request, text: str, as_of: date) -> Result:
        frame = self._reader.frame(user, as_of)
        try:
            plan = with_currency(build(request), frame)
            found = self._reader.run(plan, frame)
            notes = self._notes(request, plan, frame)
        except BadPlan as error:
            return _declined(error.reply, 0.3, text)
        table = Table(found.columns, found.rows)
        if is_standing(request) and (missing := no_quota(request, table)):
            return _declined(missing, 0.8, text)
        if request.asks and found.rows and all(cell is None for row in found.rows for cell in row):
            why = notes or "I can't answer that: the rows it would rest on carry no such value."
            return _declined(why, 0.6, text)
        if notes and request.asks and all(cell in (None, 0) for row in found.rows for cell in row):
            return _declined(notes, 0.6, text)  # a total of nothing but rows that were left out is not 0
        read_as = reading(request, frame.calendar)
        if converts(plan, frame):
            read_as += f", in {plan.currency or frame.currency} at the exchange rate of each row's own date"
        return Result(
            "answered",
            f"{sentence(request, table, frame.calendar)} {notes}".rstrip(),
            table,
            chart(request, table),
            query=found.query,
            reading=f"{read_as}. {notes}" if notes else read_as,
            confidence=0.95,
            citations=_citations(request, table),
            subject=self._subject(user, request),
            plan=to_json(request),
        )

    def _notes(self, request: Request, plan: Plan, frame: Frame) -> str:
        """What the figures leave out."""
        more = without_quota(request) if is_standing(request) else None
        sellers = sellers_without([str(row[0]) for row in self._reader.run(more, frame).rows]) if more else ""
        found = [row for one in unrated_plans(plan, frame) for row in counted(one, self._reader.run(one, frame).rows)]
        known = self._reader.vocabulary(frame.user).rated | {frame.currency}
        rates = left_out(tuple(dict.fromkeys(found)), target=plan.currency or frame.currency, known=known)
        return f"{sellers} {rates}".strip()

    def _subject(self, user: UserView, request: Request) -> str:
        """The key of the one account that a question is about."""
        names = [
            one for one in request.where if isinstance(one, Cond) and one.field == "account.name" and one.op == "="
        ]
        return self._reader.account_key(str(names[0].values[0]), user) if len(names) == 1 else ""


def _declined(text: str, confidence: float, question: str) -> Result:
    """A refusal; its plan tells the next turn that this question was missed."""
    return Result("declined", text, confidence=confidence, plan={"missed": question})


def _citations(request: Request, table: Table) -> tuple[Citation, ...]:
    """The listed records, by their own key."""
    if request.asks or "deal" not in table.columns:
        return ()
    at = table.columns.index("deal")
    return tuple(Citation("deal", str(row[at]), str(row[at])) for row in table.rows[:20] if row[at] is not None)
