from __future__ import annotations

import pytest

from assistant.routing.seeking import seeking


@pytest.mark.parametrize(
    "text",
    [
        "who complained about invoices and is up for renewal",
        "small retailers in Kenya",
        "hospitals in Germany with open tickets",
        "goods spoiled since no warning came, who told us that",
        "whose stock was saved by an alarm and said thank you",
        "unhappy customers up for renewal",
        "biggest customers that asked for a refund",
        "can you find me companies waiting for a call back",
        "whcih acounts wanted somebody to ring them back",
    ],
)
def test_customers_sought_by_what_they_said_or_by_their_trade_are_sought_surely(text: str) -> None:
    assert seeking(text) == "surely"


@pytest.mark.parametrize(
    "text",
    [
        "accounts with more than two open tickets",
        "customers without a subscription",
        "top 10 breweries by revenue",
        "which of our biggest customers have unsolved tickets",
        "whose contract ends next month",
        "accounts where the technician didn't turn up",
    ],
)
def test_customers_sought_by_facts_or_in_a_ranking_may_be_a_question(text: str) -> None:
    assert seeking(text) == "perhaps"


@pytest.mark.parametrize(
    "text",
    [
        "how many hospitals complained about invoices",
        "average order value of retailers",
        "number of unhappy customers per region",
        "share of customers that asked for a refund",
        "who is struggling the most? Give me the 3 reps with the weakest win rates",
        "why are customers unhappy with our tickets",
        "which reps sold to hospitals",
        "compare breweries with wineries",
        "list the open deals of Acme",
        "win rate by region",
        "Your driver brought the wrong parcel to our museum and I want a refund.",
        "Dear team, our brewery still waits for the refund.",
        "the sensors of our hotel\nshow nothing",
    ],
)
def test_figures_colleagues_and_letters_of_customers_seek_nobody(text: str) -> None:
    assert seeking(text) == ""
