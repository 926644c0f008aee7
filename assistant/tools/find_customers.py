"""Tool: find customers by facts and by what is said in free text."""

from __future__ import annotations

from assistant.context import Context
from assistant.findings import Finding, Findings
from assistant.messages import Cell, Citation, Figure, Result, Table
from assistant.tool import Words, tool

QUOTED = ("ticket", "subject", "quote", "sentiment", "date")


@tool(
    effect="read",
    title="Searching profiles and tickets by meaning",
    examples=(
        "which customers complained about invoices",
        "who complained about invoices and is up for renewal",
        "who had trouble with late deliveries",
        "find customers unhappy about our support",
        "tickets about login problems",
        "anyone who asked for a refund because of a broken unit",
        "customers that mention our competitor",
        "find small retailers in Kenya",
        "who reported an outage",
        "search tickets for password reset",
        "customers who praise the onboarding",
        "hospitals in Germany with open tickets",
        "breweries whose devices show wrong values",
        "who has been charged twice since January",
        "accounts where nobody answered our calls",
        "customers who got the wrong item",
        "whose contract runs out next month",
        "which accounts are up for renewal and unhappy",
        "companies that stopped logging in",
        "customers whose usage is falling",
        "late payers with a running subscription",
        "who never ordered anything",
        "customers who have not bought since spring",
        "big accounts without an open deal",
        "mid-size firms in Scandinavia that asked for a discount",
        "anybody still waiting for a refund we promised",
        "who threatened to leave for a competitor",
        "former customers that found us too expensive",
        "universities and schools asking about training",
        "people tired of our newsletter",
        "clients whose goods were spoiled because an alarm came late",
        "which of our biggest customers rated us badly",
        "hotels that wrote to us more than once about the same thing",
        "anyone who wants their data deleted",
        "who wants to pay by instalments",
        "logistics companies that had parcels with parts missing",
        "whose technician did not turn up",
        "customers locked out after they changed their phone",
        "accounts that closed down or were sold",
        "happy customers who thanked one of our people",
    ),
)
def find_customers(context: Context, words: Words) -> Result:
    """Find accounts that fit a description: facts as conditions, the rest by meaning."""
    findings = context.search.customers(context.user, words, as_of=context.as_of)
    if not findings.found:
        return Result(
            "declined",
            findings.refusal,
            query=findings.query,
            reading=findings.reading,
            confidence=1.0 if findings.grasped else 0.0,
            suggestions=findings.suggestions,
        )
    quoted = any(finding.quote for finding in findings.found)
    columns = ("account", *findings.columns, *(QUOTED if quoted else ()))
    return Result(
        "answered",
        f"{_say(findings)} {_unheard(findings)}".strip(),
        table=Table(columns, tuple(_row(finding, quoted=quoted) for finding in findings.found)),
        figures=(Figure("accounts", findings.total), Figure("shown", len(findings.found))),
        query=findings.query,
        reading=findings.reading,
        confidence=round(min(1.0, max(finding.similarity for finding in findings.found)), 3),
        citations=_citations(findings),
        suggestions=tuple(f"tell me about {finding.name}" for finding in findings.found[:2]),
    )


def _say(findings: Findings) -> str:
    names = ", ".join(finding.name for finding in findings.found[:3])
    if findings.by_meaning and not findings.total:
        return f"Nothing says this outright; nearest in meaning: {names}. Read what they wrote before you rely on it."
    more = len(findings.found) > 3
    listed = f"{names}{' …' if more else ''}"
    count = f"{findings.total:,} {'account fits' if findings.total == 1 else 'accounts fit'}"
    if findings.by_meaning and findings.total < len(findings.found):
        return f"{count}, best first, then what is near in meaning: {listed}."
    shown = f", {len(findings.found)} are shown" if findings.total > len(findings.found) else ""
    return f"{count}{shown}, {'best first' if findings.by_meaning else f'by {findings.order}'}: {listed}."


def _unheard(findings: Findings) -> str:
    if not findings.unheard:
        return ""
    said = ", ".join(f"“{word}”" for word in findings.unheard)
    return f"I could not use {said}: no customer wrote {'it' if len(findings.unheard) == 1 else 'these words'}."


def _row(finding: Finding, *, quoted: bool) -> tuple[Cell, ...]:
    row: tuple[Cell, ...] = (finding.name, *finding.facts)
    if not quoted:
        return row
    quote = finding.quote
    if quote is None:
        return (*row, *(None for _ in QUOTED))
    day = quote.day.isoformat() if quote.day else None
    return (*row, quote.number, quote.subject, quote.passage, quote.sentiment or None, day)


def _citations(findings: Findings) -> tuple[Citation, ...]:
    accounts = tuple(Citation("account", finding.key, finding.name) for finding in findings.found)
    quotes = (finding.quote for finding in findings.found)
    return accounts + tuple(Citation("ticket", quote.number, quote.subject) for quote in quotes if quote)
