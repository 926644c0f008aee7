"""Sales against quotas in words."""

from __future__ import annotations

from assistant.messages import Cell, Chart, Table
from assistant.questions.plan import Cond
from assistant.questions.request import Request
from assistant.questions.semantic.fields import FIELDS

_HEADS = {
    "attainment": "quota attainment",
    "gap": "what is missing from the quota",
    "track": "on track for the quota",
    "off_track": "behind the quota",
    "made": "quota made",
    "missed": "quota missed",
}
_MOST_NAMES = 5


def quota_reading(request: Request) -> str:
    """How the question was understood: whose quotas, for which days, what "on track" means."""
    ask, (span, gone) = request.asks[0], request.spans
    parts = [_HEADS[ask.name]]
    if request.dims:
        parts[0] += " by " + ", ".join(dim.unit or FIELDS[dim.field].label for dim in request.dims)
    if who := _who(request):
        parts.append(who)
    days = f"{span.start.isoformat()} to {span.end.isoformat()}"
    parts.append(f"sales won against the quotas of {f'{span.name} ({days})' if span.name else days}")
    if ask.agg == "pro_rata":
        parts.append("quotas of longer periods pro rata by days")
    if ask.name in ("track", "off_track"):
        whole, past = (span.end - span.start).days + 1, (gone.end - gone.start).days + 1
        parts.append(
            f"on track means having won the part of the quota that is due by {gone.end.isoformat()}, "
            f"after {past} of {whole} days"
        )
    return ", ".join(parts)


def quota_sentence(request: Request, table: Table) -> str:
    """The answer in one sentence; every number in it stands in the table."""
    kind = request.asks[0].name
    if not table.rows:
        return f"Nobody: {quota_reading(request)}."
    if len(table.rows) == 1 and not request.listing:
        return _one(kind, _cells(table, table.rows[0]), _subject(request, table))
    listed = [f"{row[0]} ({_figure(_cells(table, row))})" for row in table.rows[:_MOST_NAMES]]
    more = " and others" if len(table.rows) > _MOST_NAMES else ""
    head = _HEADS[kind] if kind != "track" or request.listing else "on track or not"
    return f"{head[0].upper()}{head[1:]}: {', '.join(listed)}{more}."


def quota_chart(request: Request, table: Table) -> Chart | None:
    """Bars of the attainment."""
    if not 2 <= len(table.rows) <= 40 or "attainment" not in table.columns or len(request.dims) != 1:
        return None
    return Chart("line" if request.dims[0].unit else "bar", table.columns[0], ("attainment",), "rate")


def no_quota(request: Request, table: Table) -> str:
    """A refusal where whoever is asked about has no quota; empty where there is one."""
    if request.listing or any(_cells(table, row)["quota"] for row in table.rows):
        return ""
    span = request.spans[0]
    return f"There is no quota for {_who(request) or 'anybody'} for {span.name or span.period.label}."


def sellers_without(names: list[str]) -> str:
    """A sentence on sellers who have won something without a quota."""
    if not names:
        return ""
    more = " and others" if len(names) > _MOST_NAMES else ""
    return f"No quota for {', '.join(names[:_MOST_NAMES])}{more}."


def _one(kind: str, row: dict[str, Cell], subject: str) -> str:
    won, quota = _money(row["won"]), _money(row["quota"])
    if kind == "attainment":
        return f"{subject} won {won} of a quota of {quota}: {_rate(row['attainment'])}."
    if kind == "gap":
        to_go = row["to go"]
        assert isinstance(to_go, int | float)
        left = f"{_money(to_go)} to go" if to_go > 0 else f"{_money(-to_go)} above it"
        return f"{subject} won {won} of a quota of {quota}: {left}."
    if kind in ("made", "missed"):
        verb = "made the quota" if row["made quota"] == "yes" else "did not make the quota"
        return f"{subject} {verb}: {won} won of {quota}, {_rate(row['attainment'])}."
    verb = "is on track" if row["on track"] == "yes" else "is behind"
    return f"{subject} {verb}: {won} won of a quota of {quota}, {_money(row['due by now'])} due by now."


def _subject(request: Request, table: Table) -> str:
    if not request.dims:
        return "The company"
    name = str(table.rows[0][0])
    return f"{name}'s team" if request.dims[0].field == "manager.name" else name


def _cells(table: Table, row: tuple[Cell, ...]) -> dict[str, Cell]:
    """A row by the names of its columns, the currency left out."""
    return {name.partition(" in ")[0]: cell for name, cell in zip(table.columns, row, strict=True)}


def _figure(row: dict[str, Cell]) -> str:
    if "attainment" in row:
        return _rate(row["attainment"])
    return "on track" if row.get("on track") == "yes" else "behind"


def _who(request: Request) -> str:
    named = [one for one in request.where if isinstance(one, Cond)]
    return ", ".join("you" if one.field.endswith(".id") else " or ".join(map(str, one.values)) for one in named)


def _money(value: Cell) -> str:
    return f"{value:,.2f}".removesuffix(".00") if isinstance(value, int | float) else "nothing"


def _rate(value: Cell) -> str:
    return f"{value * 100:.1f}%" if isinstance(value, int | float) else "no share"
