from __future__ import annotations

from dataclasses import replace

from assistant.messages import Citation, Figure, Result, Table
from assistant.tools.find_customers import find_customers
from tests.fakes import FOUND, FakeSearch, fake_context


def test_accounts_come_with_facts_with_what_they_wrote() -> None:
    result = find_customers.call(fake_context(), {"words": "who complained about late parcels in Kenya"})
    assert result == Result(
        "answered",
        "2 accounts fit, best first: Boreal Freight, Boreal Foods.",
        table=Table(
            ("account", "country", "ticket", "subject", "quote", "sentiment", "date"),
            (
                (
                    "Boreal Freight",
                    "Kenya",
                    "4711",
                    "Late again",
                    "the parcel is late again",
                    "negative",
                    "2026-06-02",
                ),
                ("Boreal Foods", "Kenya", None, None, None, None, None),
            ),
        ),
        figures=(Figure("accounts", 2), Figure("shown", 2)),
        query="SELECT 1",
        reading="accounts in Kenya; wrote about “late parcels”",
        confidence=0.91,
        citations=(
            Citation("account", "A-2", "Boreal Freight"),
            Citation("account", "A-1", "Boreal Foods"),
            Citation("ticket", "4711", "Late again"),
        ),
        suggestions=("tell me about Boreal Freight", "tell me about Boreal Foods"),
    )


def test_facts_alone_have_no_columns_for_quotes() -> None:
    plain = replace(FOUND, found=FOUND.found[1:], total=1, by_meaning=False, order="name")
    result = find_customers.call(fake_context(search=FakeSearch(findings=plain)), {"words": "accounts in Kenya"})
    assert result.table == Table(("account", "country"), (("Boreal Foods", "Kenya"),))
    assert result.text == "1 account fits, by name: Boreal Foods."


def test_what_is_only_near_in_meaning_is_not_said_to_fit() -> None:
    near = replace(FOUND, total=0)
    result = find_customers.call(fake_context(search=FakeSearch(findings=near)), {"words": "who smells smoke"})
    assert result.text == (
        "Nothing says this outright; nearest in meaning: Boreal Freight, Boreal Foods. "
        "Read what they wrote before you rely on it."
    )


def test_words_that_no_customer_used_are_said_not_to_count() -> None:
    unheard = replace(FOUND, unheard=("burnt", "plastic"))
    result = find_customers.call(fake_context(search=FakeSearch(findings=unheard)), {"words": "who smells smoke"})
    assert result.text == (
        "2 accounts fit, best first: Boreal Freight, Boreal Foods. "
        "I could not use “burnt”, “plastic”: no customer wrote these words."
    )


def test_nobody_found_is_a_decline_that_says_why() -> None:
    nobody = replace(FOUND, found=(), total=0, refusal="No account fits.", suggestions=("find customers in Kenya",))
    result = find_customers.call(fake_context(search=FakeSearch(findings=nobody)), {"words": "accounts on Mars"})
    assert (result.status, result.text, result.suggestions) == (
        "declined",
        "No account fits.",
        ("find customers in Kenya",),
    )


def test_a_refusal_that_grasped_no_fact_leaves_the_word_to_who_was_asked_before() -> None:
    nobody = replace(FOUND, found=(), total=0, refusal="Nobody wrote that.", grasped=False)
    result = find_customers.call(fake_context(search=FakeSearch(findings=nobody)), {"words": "who wrote that"})
    assert (result.status, result.confidence) == ("declined", 0.0)
