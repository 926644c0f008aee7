"""Tool: find the accounts most like one account."""

from __future__ import annotations

from assistant.context import Context
from assistant.messages import Citation, Result, Table
from assistant.tool import AccountId, tool


@tool(
    effect="read",
    title="Comparing account profiles",
    examples=(
        "who is like {account}",
        "find customers similar to {account}",
        "which accounts resemble {account}",
        "accounts like {account}",
        "lookalikes of {account}",
        "show me companies comparable with {account}",
    ),
)
def similar_accounts(context: Context, account: AccountId) -> Result:
    """Find accounts whose profile is closest to one account's.

    Raises:
        NotFound: The user may not see it.
    """
    meant = context.records.account(context.user, account)
    hits = context.search.like(context.user, account, k=5)
    if not hits:
        text = f"I can't compare {meant.name}: the search index holds no other account's profile."
        return Result("declined", text, subject=meant.key)
    rows = tuple((hit.title, round(hit.similarity, 3), hit.passage) for hit in hits)
    names = ", ".join(hit.title for hit in hits[:3])
    return Result(
        "answered",
        f"Closest to {meant.name} by profile: {names}.",
        table=Table(("account", "similarity", "profile"), rows),
        reading=f"accounts whose profile text is nearest to that of {meant.name} (cosine similarity, -1 to 1)",
        citations=tuple(Citation(hit.kind, hit.key, hit.title) for hit in hits),
        suggestions=tuple(f"tell me about {hit.title}" for hit in hits[:3]),
        subject=meant.key,
    )
