"""Tool: answer a question about the records with rows."""

from __future__ import annotations

from assistant.context import Context
from assistant.messages import Result
from assistant.tool import Words, tool


@tool(
    effect="read",
    title="Looking it up in the records",
    examples=(
        "how many deals did we win last quarter",
        "list the open deals of {account}",
        "win rate by region this year",
        "top 5 accounts by revenue",
        "average deal size per product",
        "who owns {account}",
        "total sales in March by month",
        "which accounts have no open deal",
        "when did we last close a deal with {account}",
        "which rep sold the most in Q2",
        "how many tickets did {account} open this month",
        "number of lost deals by reason",
        "compare East and West bookings",
        "what share of orders came from Germany",
        "monthly recurring revenue per plan",
        "mrr of {account}",
        "average satisfaction score per agent",
        "csat by month",
        "open tickets per priority and channel",
        "which tickets are urgent and unassigned",
        "status of ticket 4711",
        "who is assigned to ticket 4711",
        "tickets about billing that are still open",
        "how long do we take to solve a ticket",
        "median first response time last month",
        "number of messages with negative sentiment this week",
        "which subscriptions end next quarter",
        "cancelled subscriptions by month",
        "overdue invoices by account",
        "unpaid invoices of {account}",
        "order value by country",
        "last order of {account}",
        "what did {account} buy last year",
        "items sold per product",
        "contacts at {account}",
        "e-mail of the main contact at {account}",
        "list all contacts without a phone number",
        "deals closing this month",
        "quota by rep this quarter",
        "products by list price",
        "how many users are in each team",
    ),
)
def answer_question(context: Context, words: Words) -> Result:
    """Answer a question about accounts, deals, tickets, orders, people or products from the records."""
    return context.questions.answer(context.user, words, as_of=context.as_of, topic=context.topic)
