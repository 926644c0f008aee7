"""Tool: say when we last had contact with an account."""

from __future__ import annotations

from assistant.context import Context
from assistant.messages import Citation, Figure, Result
from assistant.tool import AccountId, tool


@tool(
    effect="read",
    title="Looking up the last contact",
    examples=(
        "when did we last speak with {account}",
        "last contact with {account}",
        "when did we last hear from {account}",
        "how long since we talked to {account}",
        "have we been in touch with {account} lately",
    ),
)
def last_touch(context: Context, account: AccountId) -> Result:
    """Say when we last had contact with an account, in either direction.

    Raises:
        NotFound: The user may not see it.
    """
    found = context.records.account(context.user, account)
    cited = (Citation("account", found.key, found.name),)
    if found.last_contact_at is None:
        text = f"The records hold no message, call or meeting with {found.name}."
        return Result("declined", text, citations=cited, subject=found.key)
    day = found.last_contact_at.date()
    days_ago = (context.as_of - day).days
    return Result(
        "answered",
        f"Last contact with {found.name} was on {day.isoformat()}{_ago(days_ago)}.",
        figures=(Figure("days since", days_ago, "days"),),
        reading=f"newest message or finished activity of {found.name}, {day.isoformat()}; "
        f"days counted up to {context.as_of.isoformat()}",
        citations=cited,
        suggestions=(f"tell me about {found.name}",),
        subject=found.key,
    )


def _ago(days: int) -> str:
    if days < 0:
        return ""  # the question looks back from an earlier day, which hides no record
    return ", today" if days == 0 else f", {days:,} {'day' if days == 1 else 'days'} ago"
