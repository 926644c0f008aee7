"""Tool: decline what has nothing to do with the customer records."""

from __future__ import annotations

from assistant.context import Context
from assistant.messages import Result
from assistant.tool import Words, tool


@tool(
    effect="read",
    answers=False,
    title="Checking what I may do",
    examples=(
        "what will the weather be like tomorrow",
        "will it rain in Oslo this weekend",
        "who won the football match",
        "what is the capital of France",
        "how many people live in Spain",
        "write me a poem",
        "translate this into Spanish",
        "what is the share price today",
        "who is the president",
        "which TV show is that company from",
        "recommend a restaurant nearby",
        "what is the latest news",
        "should I fire him",
    ),
)
def off_topic(context: Context, words: Words) -> Result:
    """Say that the answer is not in the records, with what could be asked instead."""
    return Result(
        "declined",
        "I can't answer that: I only know what your customer records hold. "
        "I can list, count, sum and compare accounts, deals, tickets and orders, sum up an account, "
        "find accounts like it, estimate churn, or read a customer's message.",
        reading="a request that the records cannot answer",
        suggestions=("how many open deals do we have", "top 5 accounts by won revenue"),
    )
