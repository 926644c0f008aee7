"""Tool: answer what is said to the assistant itself."""

from __future__ import annotations

from assistant.context import Context
from assistant.messages import Result
from assistant.tool import Words, tool

HELP = (
    "I answer questions about your customer records, with the rows and the query behind every figure. "
    "Ask for lists, counts, sums, averages, rates or rankings over accounts, deals, tickets and orders; "
    "ask about one account, for accounts like it, or who may be about to leave; "
    "or paste a customer's message and I read its intent, sentiment and urgency. "
    "I work on this machine alone, from your records: I am a program, not a person, and I say so when I can't answer."
)
SUGGESTIONS = ("how many open deals do we have", "top 5 accounts by won revenue", "which accounts are likely to churn")


@tool(
    effect="read",
    answers=False,
    title="Small talk",
    examples=(
        "hello",
        "thanks!",
        "thank you very much",
        "ok great",
        "hi there",
        "good morning",
        "thanks, that's all",
        "ok cheers",
        "great, thank you",
        "bye",
        "never mind, wrong window",
        "ignore that",
        "help",
        "what can you do?",
        "what sort of things can I ask you?",
        "how do you work?",
        "are you a bot or a real person?",
        "who are you?",
        "tell me a joke",
        "happy new year, enjoy the holidays",
        "sorry for being rude earlier, stressful day",
        "how are you doing today?",
        "I'm new here, what may I ask you?",
    ),
)
def small_talk(context: Context, words: Words) -> Result:
    """Greet, thank, explain what the assistant can do."""
    lowered = words.lower()
    if any(cue in lowered for cue in ("thank", "cheers", "bye", "that's all", "thats all")):
        return Result("chat", "You're welcome.")
    if any(cue in lowered for cue in ("wrong window", "ignore", "never mind", "nevermind", "oops", "sorry")):
        return Result("chat", "No problem, I have ignored that.")
    if "joke" in lowered or "laugh" in lowered:
        return Result("chat", "I know only your records, and they are no laughing matter. Ask me about them?")
    return Result("chat", HELP, suggestions=SUGGESTIONS)
