"""The readers in their order, from tokens to a request."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.questions.draft import Draft, NotHere, Unclear
from assistant.questions.finish import finish
from assistant.questions.parse_clauses import read_clauses
from assistant.questions.parse_company import read_company
from assistant.questions.parse_figures import read_figures
from assistant.questions.parse_names import read_names, read_periods, read_subsidiaries, read_trend
from assistant.questions.parse_rank import read_deals_ranked, read_ranking
from assistant.questions.parse_shape import read_groups, read_order, read_states
from assistant.questions.parse_share import read_change, read_most, read_rank, read_relations, read_share
from assistant.questions.parse_subject import read_subject
from assistant.questions.parse_tests import read_tests
from assistant.questions.request import Request
from assistant.questions.semantic.measures import MEASURES
from assistant.questions.tokens import Token
from assistant.questions.vocabulary import Vocabulary


def read(tokens: Sequence[Token], vocabulary: Vocabulary, as_of: date, *, fragment: bool = False) -> Request:
    """The request that a question's tokens make.

    Raises:
        Unclear: It could mean several things.
        NotHere: It asks for what the records or the plans do not have, or holds words that nothing explains.
    """
    d = draft(tokens, vocabulary, as_of, fragment=fragment)
    return finish(d)


def draft(tokens: Sequence[Token], vocabulary: Vocabulary, as_of: date, *, fragment: bool) -> Draft:
    """All readers run over the tokens, nothing decided yet."""
    d = Draft(_replacing(list(tokens)) if fragment else list(tokens), vocabulary, as_of, fragment)
    _foreign(d)
    read_names(d)
    read_periods(d)
    read_trend(d)
    read_states(d)
    read_subsidiaries(d)
    read_tests(d)
    read_clauses(d)
    read_order(d)
    read_change(d)
    read_share(d)
    read_deals_ranked(d)
    read_groups(d)
    read_most(d)
    read_company(d)
    read_figures(d)
    read_rank(d)
    read_ranking(d)
    read_relations(d)
    read_subject(d)
    return d


def _replacing(tokens: list[Token]) -> list[Token]:
    """ "list value instead of the count": what is replaced need not be read."""
    for at, token in enumerate(tokens):
        if token.text in ("instead of", "in place of", "rather than", "not the"):
            stop = next((i for i in range(at, len(tokens)) if tokens[i].has("break", "comma")), len(tokens))
            return tokens[:at] + tokens[stop:] if at else tokens[stop:]
    return tokens


def _foreign(d: Draft) -> None:
    """Refuse what the records never hold before anything is read into it."""
    for token in d.tokens:
        what = token.value("absent")
        if what and what != "vague" and set(token.senses) <= {"absent", "command"}:
            raise NotHere(f"these records hold no {what}", 0.9)
    for token in d.tokens:
        if token.has("unknown"):
            raise NotHere(f"I don't know what “{token.text}” stands for in these records", 0.6)
        entity = token.value("entity")
        measure = MEASURES.get(token.value("measure"))
        if measure is not None and measure.fact not in d.vocabulary.objects and len(token.senses) == 1:
            raise NotHere(f"these records hold no {measure.label}", 0.9)
        if entity in ("lead", "campaign", "activity"):
            raise NotHere(f"I can't answer questions about {token.text} yet", 0.8)
        if entity in ("ticket", "contact", "order", "subscription", "invoice") and entity not in d.vocabulary.objects:
            raise NotHere(f"these records hold no {entity}s", 0.9)
    for at, token in enumerate(d.tokens):
        if token.value("absent") == "vague" and len(token.senses) == 1:
            if _measured(d, at):
                token.senses = {"filler": ""}
                continue
            if d.any_(at + 1, "entity") and d.entity(at + 1) in ("deal", "account", "owner", "product", "manager"):
                raise Unclear(f"“{token.text}” by which measure?", ())
            d.use(at)


def _measured(d: Draft, at: int) -> bool:
    """ "90 days long", "large (more than 5000 staff)": the figure beside it says what the word means."""
    days = d.any_(at - 1, "number") and d.tokens[at - 1].figure_unit == "days"
    noun = at + 2 if d.any_(at + 1, "entity") else at + 1
    bracket = d.tokens[noun].text == "(" if noun < len(d) else False
    return days or (bracket and any(d.any_(i, "number") for i in range(noun, min(len(d), noun + 4))))
