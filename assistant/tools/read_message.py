"""Tool: read a customer's message that was pasted into the chat."""

from __future__ import annotations

from dataclasses import replace

from assistant.context import Context
from assistant.messages import Cell, Citation, Entity, Figure, Label, Reading, Result, Table, Taught
from assistant.tool import Words, tool
from assistant.understanding.entities import KINDS, KnownNames, entities_of
from assistant.views import Named


@tool(
    effect="read",
    title="Reading the customer's message",
    examples=(
        "Hi, my parcel should have arrived on Monday, where is it? Order 48213. Thanks, Ann",
        "I was charged twice this month, please refund one of them.",
        "Your app keeps crashing since the update, I can't work like this!",
        "Please cancel my subscription and delete my data.",
        "Dear team, could you send me a copy of invoice 2291?",
    ),
)
def read_message(context: Context, words: Words) -> Result:
    """Read intent, sentiment, urgency, language in a customer's message and name who wrote it."""
    (reading,) = context.reader.read([words], entities=False)
    known = KnownNames(match.named for match in context.search.names(context.user, words, kinds=tuple(KINDS)))
    reading = replace(reading, entities=entities_of(words, known=known, said_on=context.as_of))
    sender = _sender(context, reading)
    rows = (*_rows(reading), *_taught_rows(reading), *_entity_rows(reading))
    return Result(
        "answered",
        _say(reading, sender),
        table=Table(("label", "value", "confidence", "band"), rows),
        figures=tuple(
            Figure(f"confidence of {label.name}", label.confidence)
            for label in (reading.intent, reading.sentiment)
            if label is not None
        ),
        reading=f"a customer's message, read by model {reading.model_version}",
        confidence=reading.intent.confidence if reading.intent else 0.0,
        citations=(Citation(sender.kind, sender.key, sender.name),) if sender else (),
        suggestions=(f"tell me about {sender.hint}",) if sender and sender.hint else (),
    )


def _sender(context: Context, reading: Reading) -> Named | None:
    for entity in reading.entities:
        if entity.kind == "email" and (found := context.records.sender(context.user, entity.text)):
            return found
    return None


def _say(reading: Reading, sender: Named | None) -> str:
    who = f"{sender.name} ({sender.hint})" if sender and sender.hint else sender.name if sender else ""
    by = f" It comes from {who}." if who else " I found nobody in the records whose e-mail address stands in it."
    if reading.intent is None or reading.sentiment is None:
        return f"This message is in a language I cannot read well enough to label ({reading.language}).{by}"
    mood = reading.sentiment.name.replace("_", " ") + (", frustrated" if reading.frustrated else "")
    sure = "" if reading.intent.band == "high" else " I am not sure of the intent; see the alternatives."
    reply = "needs a reply" if reading.needs_reply else "needs no reply"
    intent = reading.intent.name.replace("_", " ")
    return f"A customer's message about “{intent}”: {mood}, urgency {reading.urgency}, {reply}.{sure}{by}"


def _rows(reading: Reading) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = [("language", reading.language, None, None)]
    if reading.intent:
        rows.append(_row("intent", reading.intent))
        rows.extend(_row("or", label) for label in reading.intent_alternatives[:2])
    if reading.sentiment:
        rows.append(_row("sentiment", reading.sentiment))
        rows.append(("frustrated", "yes" if reading.frustrated else "no", None, None))
        rows.append(("urgency", reading.urgency, None, None))
        rows.append(("needs reply", "yes" if reading.needs_reply else "no", None, None))
    return rows


def _row(name: str, label: Label) -> tuple[Cell, ...]:
    return (name, label.name, round(label.confidence, 3), label.band)


def _taught_rows(reading: Reading) -> list[tuple[Cell, ...]]:
    return [("taught", f"{one.field}, {_source(one)}", None, None) for one in reading.taught]


def _source(taught: Taught) -> str:
    if not taught.corrections:
        return "by an intent's examples"
    return f"by {taught.corrections} correction{'s' if taught.corrections > 1 else ''} of messages like it"


def _entity_rows(reading: Reading) -> list[tuple[Cell, ...]]:
    return [(entity.kind.replace("_", " "), _entity_text(entity), None, None) for entity in reading.entities]


def _entity_text(entity: Entity) -> str:
    """As written, with the day or the sum it comes to, or the record it means."""
    meant = entity.record or (entity.value if entity.kind in {"date", "amount"} else "")
    return f"{entity.text} ({meant})" if meant and meant != entity.text else entity.text
