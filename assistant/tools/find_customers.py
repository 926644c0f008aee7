"""Tool: find customers by what is said about them in free text."""

from __future__ import annotations

from assistant.context import Context
from assistant.messages import Citation, Result, Table
from assistant.tool import Words, tool

SIMILARITY_FLOOR = 0.30  # cosine; below it a hit shares no topic with the request


@tool(
    effect="read",
    title="Searching profiles and tickets by meaning",
    examples=(
        "which customers complained about invoices",
        "who had trouble with late deliveries",
        "find customers unhappy about our support",
        "tickets about login problems",
        "anyone who asked for a refund because of a broken unit",
        "customers that mention our competitor",
        "find small retailers in Kenya",
        "who reported an outage",
        "search tickets for password reset",
        "customers who praise the onboarding",
    ),
)
def find_customers(context: Context, words: Words) -> Result:
    """Find accounts or tickets by the meaning of a description."""
    hits = context.search.find(context.user, words, kinds=("account", "ticket"), k=8)
    near = [hit for hit in hits if hit.similarity >= SIMILARITY_FLOOR]
    if not near:
        return Result("declined", "I found no customer or ticket that matches this description.")
    rows = tuple((hit.title, hit.kind, round(hit.similarity, 3), hit.passage) for hit in near)
    return Result(
        "answered",
        f"{len(near)} records are closest in meaning; read them before you rely on them.",
        table=Table(("record", "kind", "similarity", "passage"), rows),
        figures=(),
        reading=f"the {len(near)} account profiles and tickets nearest in meaning to your words (cosine similarity)",
        confidence=near[0].similarity,
        citations=tuple(Citation(hit.kind, hit.key, hit.title) for hit in near),
    )
