"""Tool: decline to change records, which this version only reads."""

from __future__ import annotations

from assistant.context import Context
from assistant.messages import Result
from assistant.tool import Words, tool


@tool(
    effect="read",
    answers=False,
    title="Checking what I may do",
    examples=(
        "mark this deal as won, closed today",
        "move the opportunity to negotiation",
        "reassign the deal of {account} to my colleague",
        "log a call with {account}",
        "remind me on Friday to call {account}",
        "create a new account",
        "add a new contact at {account}",
        "delete all prospecting deals",
        "remove every record without an owner",
        "change the list price of the product",
        "update the number of employees of {account}",
        "merge the two accounts into one",
        "send an email to {account}",
        "set the close date to next month",
        "as of Monday she reports to another manager, update the team",
    ),
)
def change_records(context: Context, words: Words) -> Result:
    """Say that records cannot be changed from here."""
    return Result(
        "declined",
        "I can't change, create, delete or send anything: I only read the records. Nothing was changed.",
        reading="a request to change something",
    )
