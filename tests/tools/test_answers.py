from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from assistant.messages import Citation, Figure, Result
from assistant.tools.account_summary import account_summary
from assistant.tools.change_records import change_records
from assistant.tools.find_article import find_article
from assistant.tools.off_topic import off_topic
from assistant.tools.predict_churn import predict_churn
from assistant.tools.read_message import read_message
from assistant.tools.similar_accounts import similar_accounts
from assistant.tools.small_talk import small_talk
from assistant.views import Forecast, Named, Prediction, Reason, SearchHit
from tests.fakes import AS_OF, READING, FakePredictors, FakeReader, FakeSearch, fake_context

FREIGHT = SearchHit("account", 2, "A-2", "Boreal Freight", "transport company in Kenya", 0.7131)


def test_an_account_is_summed_up_in_one_sentence_with_its_facts() -> None:
    result = account_summary.call(fake_context(), {"account": 1})
    assert result.text == (
        "Boreal Foods is a retail company in Oslo, Norway: 3 of 4 closed deals won for 4,500 USD, "
        "2 open, 1 of 7 tickets open."
    )
    assert result.table is not None
    assert ("contacts", "Ada Okafor (Buyer)") in result.table.rows
    assert ("last contact", "2026-06-20") in result.table.rows
    assert "parent company" not in [row[0] for row in result.table.rows]
    assert result.citations == (Citation("account", "A-1", "Boreal Foods"),)
    assert result.subject == "A-1"


def test_similar_accounts_come_with_their_similarity() -> None:
    result = similar_accounts.call(fake_context(search=FakeSearch(hits=(FREIGHT,))), {"account": 1})
    assert result.table is not None
    assert result.table.rows == (("Boreal Freight", 0.713, "transport company in Kenya"),)


def test_nobody_to_compare_with_is_a_decline() -> None:
    result = similar_accounts.call(fake_context(), {"account": 1})
    assert result.status == "declined"
    assert result.text == "I can't compare Boreal Foods: the search index holds no other account's profile."


def test_an_article_is_quoted_with_its_source() -> None:
    hit = SearchHit("kb_article", 3, "K-3", "Refunds", "A refund takes five working days.", 0.63)
    result = find_article.call(fake_context(search=FakeSearch(hits=(hit,))), {"words": "refunds"})
    assert result.text == "“Refunds” says: A refund takes five working days."
    assert result.citations == (Citation("kb_article", "K-3", "Refunds"),)


def test_the_writer_of_a_message_is_named_from_the_address_in_it() -> None:
    result = read_message.call(fake_context(), {"words": "Where is it? Write to Ada@Boreal.example"})
    assert result.text == (
        "A customer's message about “track order”: negative, frustrated, urgency high, needs a reply. "
        "It comes from Ada Okafor (Boreal Foods)."
    )
    assert result.suggestions == ("tell me about Boreal Foods",)


def test_who_is_named_in_a_message_is_known_with_days_counted_from_today() -> None:
    beam = Named("product", 7, "P-7", "Beam Pro")
    result = read_message.call(
        fake_context(search=FakeSearch(named=(beam,))), {"words": "My beam pro hums since yesterday, I paid 20 euros"}
    )
    assert result.table is not None
    assert result.table.rows[-3:] == (
        ("product", "beam pro (product:P-7)", None, None),
        ("date", f"yesterday ({AS_OF - timedelta(days=1)})", None, None),
        ("amount", "20 euros (20.00 EUR)", None, None),
    )


def test_an_unsupported_language_gets_no_labels() -> None:
    unread = replace(
        READING,
        language="fi",
        supported=False,
        intent=None,
        sentiment=None,
        intent_alternatives=(),
        sentiment_level=None,
    )
    result = read_message.call(fake_context(reader=FakeReader(unread)), {"words": "…"})
    assert result.text.startswith("This message is in a language I cannot read well enough to label (fi).")
    assert result.table is not None
    assert result.table.rows == (("language", "fi", None, None),)


def test_a_low_band_says_so() -> None:
    assert READING.intent is not None
    unsure = replace(READING, intent=replace(READING.intent, band="low"))
    result = read_message.call(fake_context(reader=FakeReader(unsure)), {"words": "…"})
    assert "I am not sure of the intent" in result.text


def test_churn_without_enough_data_declines_and_says_what_is_missing() -> None:
    result = predict_churn.call(fake_context(), {"account": None})
    assert (result.status, result.text) == (
        "declined",
        "I can't estimate churn: only 3 accounts; at least 60 are needed.",
    )


def test_churn_is_told_with_interval_reason_horizon() -> None:
    row = Forecast(
        "account", "A-1", "Boreal Foods", None, None, None, None, 0.42, "probability", 0.31, 0.55, "high", True,
        (Reason("usage fell 62 % against the 90 days before", 0.9),),
    )  # fmt: skip
    prediction = Prediction("churn", AS_OF, "v1", 800, 90, None, (row,))
    context = fake_context(predictors=FakePredictors(prediction))
    result = predict_churn.call(context, {"account": 1})
    assert result.text == (
        "Boreal Foods cancels within 90 days with a chance of 42% (between 31% and 55%): "
        "usage fell 62 % against the 90 days before."
    )
    assert Figure("chance", 0.42) in result.figures
    assert predict_churn.call(context, {"account": None}).text.startswith("Most at risk is Boreal Foods")


def test_small_talk_is_chat_and_help_offers_questions() -> None:
    assert small_talk.call(fake_context(), {"words": "ok cheers"}) == Result("chat", "You're welcome.")
    helped = small_talk.call(fake_context(), {"words": "what can you do?"})
    assert (helped.status, len(helped.suggestions)) == ("chat", 3)


def test_a_change_is_declined_and_says_that_nothing_happened() -> None:
    result = change_records.call(fake_context(), {"words": "delete everything"})
    assert (result.status, result.text.endswith("Nothing was changed.")) == ("declined", True)


def test_what_is_not_in_the_records_is_declined_with_what_can_be_asked() -> None:
    result = off_topic.call(fake_context(), {"words": "will it rain"})
    assert result.status == "declined"
    assert result.suggestions == ("how many open deals do we have", "top 5 accounts by won revenue")
