"""Tool: find what the knowledge base says."""

from __future__ import annotations

from assistant.context import Context
from assistant.messages import Citation, Result, Table
from assistant.tool import Words, tool

SIMILARITY_FLOOR = 0.40  # cosine


@tool(
    effect="read",
    title="Searching the knowledge base",
    examples=(
        "what do our articles say about refunds",
        "knowledge base: change delivery address",
        "is there a help article on resetting a password",
        "how does a customer return an item",
        "what is our refund policy",
        "find the article about invoices",
        "what do I tell a customer whose parcel is late",
    ),
)
def find_article(context: Context, words: Words) -> Result:
    """Find knowledge articles by meaning, quoted with their source."""
    hits = context.search.find(context.user, words, kinds=("kb_article",), k=3)
    near = [hit for hit in hits if hit.similarity >= SIMILARITY_FLOOR]
    if not near:
        return Result("declined", "The knowledge base has no article on this.")
    best = near[0]
    return Result(
        "answered",
        f"“{best.title}” says: {best.passage}",
        table=Table(("article", "similarity"), tuple((hit.title, round(hit.similarity, 3)) for hit in near)),
        reading="the knowledge passages nearest in meaning to your words",
        confidence=best.similarity,
        citations=tuple(Citation(hit.kind, hit.key, hit.title) for hit in near),
    )
