"""Questions within questions: the record that an inner superlative picks becomes a condition of the outer question."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.questions.build import build
from assistant.questions.build_columns import title
from assistant.questions.draft import NotHere, Unclear
from assistant.questions.plan import BadPlan, Cond, Show
from assistant.questions.request import Request
from assistant.questions.tokens import Token

Read = Callable[[Sequence[Token]], Request]
_PEOPLE = ("account", "owner", "manager", "product", "owner.region", "account.industry", "account.country")
_ASKED = (*_PEOPLE, "product.series", "deal")
_LINKS = ("where", "that", "which", "who", "whose", "in which", "for which")
_VERBS = frozenset(("sell", "sold", "sells", "win", "won", "lose", "lost", "buy", "bought", "buys", "close", "closed"))
_SINGULAR = frozenset(("he", "she", "it", "his", "her", "him", "its", "their", "them", "they", "that", "there"))


def nested(tokens: Sequence[Token], read: Read) -> list[Token] | None:
    """ "the reps of the manager with the most wins": the inner question as one condition; nothing where there is none.

    Raises:
        NotHere: The inner question cannot be read.
    """
    at = next((i for i in range(1, len(tokens) - 2) if _opens(tokens, i)), None)
    if at is None:
        return _possessed(tokens, read)
    stop = next((i for i in range(at, len(tokens)) if tokens[i].has("comma", "break")), len(tokens))
    clause = list(tokens[at:stop])
    tops = [i for i, token in enumerate(clause) if token.value("sup") in ("high", "low")]
    if len(tops) != 1:
        return None
    tail = _verb_behind(clause, tops[0])
    inner = [clause[0], *clause[2 : len(clause) - len(tail)]]
    link = [clause[1]] if clause[1].has("with") else []
    which = Token("which", clause[0].at, clause[0].at, {"command": "command"})
    picked = _picked(clause[0].value("entity"), read([which, inner[0], *link, *inner[1:]]))
    one = Token(clause[0].text, clause[0].at, clause[-1].end, {"stated": picked.field}, stated=picked)
    return [*tokens[:at], one, *tail, *tokens[stop:]]


def _possessed(tokens: Sequence[Token], read: Read) -> list[Token] | None:
    """ "win rate of our top rep by sales", "open deals of the best selling region"."""
    for at in range(2, len(tokens) - 1):
        stop = next((i for i in range(at, len(tokens)) if tokens[i].has("comma", "break")), len(tokens))
        clause, before = tokens[at:stop], tokens[:at]
        nouns = [token for token in clause[1:3] if token.value("entity") in _PEOPLE]
        tops = [token for token in tokens if token.value("sup") in ("high", "low")]
        if tops != [tokens[at]] or not nouns or not before[-1].text.startswith("of") or clause[1].has("number"):
            continue
        asked = any(t.has("measure", "count", "state") or t.value("entity") in _ASKED for t in before)
        grouped = any(token.has("group") or token.value("entity") == nouns[0].value("entity") for token in before)
        if not asked or grouped:
            continue
        which = Token("which", clause[0].at, clause[0].at, {"command": "command"})
        picked = _picked(nouns[0].value("entity"), read([which, *clause]))
        one = Token(nouns[0].text, clause[0].at, clause[-1].end, {"stated": picked.field}, stated=picked)
        return [*before[:-1], one, *tokens[stop:]]
    return None


def _opens(tokens: Sequence[Token], at: int) -> bool:
    """Whether a noun with a clause of its own stands here, inside a question about something else."""
    noun, link, before = tokens[at], tokens[at + 1], tokens[at - 1]
    if noun.value("entity") not in _PEOPLE or not (link.has("with") or link.text in _LINKS):
        return False
    if before.has("group", "command", "joiner", "comma", "break", "sup", "value", "name", "number"):
        return False
    asked = [t for t in tokens[:at] if t.has("measure", "count", "state") or t.value("entity") in _ASKED]
    apart = all(token.value("entity") != noun.value("entity") for token in tokens[:at])
    return bool(asked) and apart


def _verb_behind(clause: list[Token], top: int) -> list[Token]:
    """ "… did the rep with the most wins sell": the verb is the outer question's."""
    last = clause[-1]
    named = any(token.has("state", "measure") or token.value("entity") == "deal" for token in clause[top + 1 : -1])
    return [last] if named and last.has("state") and last.text in _VERBS and len(clause) > 3 else []


def _picked(entity: str, inner: Request) -> Cond:
    """The condition that a record is the one that the inner question picks."""
    if inner.ranking is None or inner.ranking.limit != 1 or inner.ranking.per:
        raise NotHere("I could not tell which one is meant", 0.4)
    plan, field = build(inner), title(entity)
    shown = plan.columns[0] if plan.columns else None
    grouped = len(plan.dims) == 1 and plan.dims[0].field == field
    if not grouped and not (not plan.dims and isinstance(shown, Show) and shown.field == field):
        raise NotHere("that is a question within a question, which I can't take apart yet", 0.4)
    return Cond(field, "in", (), "", plan)


def steps(tokens: Sequence[Token], read: Read) -> tuple[Request, list[Token]] | None:
    """ "Find the rep with the most wins. List his open deals.": the first request with the words of the second."""
    for at in range(2, len(tokens) - 1):
        if not tokens[at].has("break"):
            continue
        first, second = tokens[:at], list(tokens[at + 1 :])
        while second and second[0].has("joiner", "comma", "break"):
            second = second[1:]
        if not _leans(second) or not any(token.value("sup") in ("high", "low") for token in first):
            continue
        try:
            request = read(first)
        except (NotHere, Unclear, BadPlan):
            continue
        if request.ranking is not None and request.ranking.limit == 1 and not request.ranking.per:
            return request, second
    return None


def _leans(second: Sequence[Token]) -> bool:
    """Whether a part asks for more than columns of the record that the part before it picks."""
    pronoun = any(token.has("pronoun") and token.text in _SINGULAR for token in second)
    ranks = any(token.value("sup") in ("high", "low") for token in second)
    lists = any(token.text in ("list", "show", "name") for token in second)
    nouns = any(token.value("entity") in (*_PEOPLE, "deal") or token.text == "who" for token in second)
    return pronoun and nouns and (ranks or lists)
