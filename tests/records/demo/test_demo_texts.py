"""The hand-written texts, which stay as they are."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict

import pytest

from assistant.records.demo.build import OPENINGS, Rows, build
from assistant.records.demo.shelf import TEXTS, Text, read
from assistant.records.demo.story import Story
from assistant.records.demo.threads import UNANSWERED

FROZEN: dict[str, str] = {
    "activities.jsonl": "4c83f72e9a9d14fe1ec62f25c6db582fc995d7325a11a34b047f2c03e9d6616e",
    "csat.jsonl": "6d3dc660ebf5caea2b37fefe6955aec24e5f0e01f6326cbb9072cb9b0aa92832",
    "follow_ups.jsonl": "16692536e1253f7aec5f1e5a2c6829ee31add9a364da5bd3a5e6329c396ebaa6",
    "inbound_access.jsonl": "4c489b5e8045acb7bf018138062c6fb4b8abd56e0dcb2e1880d90c45b2b12590",
    "inbound_company.jsonl": "1ae5c4803e30223d54952a5084dfc0cbbc995dcbebef8e729413e8ea25ac7e8d",
    "inbound_money.jsonl": "cc87f1ca5c1e3cd40b76d1ca428f41005f01a2233cd29a1a4c44d917ba87fe67",
    "inbound_orders.jsonl": "19c7466c6ecd194e2f40eda5228df26604f9d47a7bc171c0d13807beb97a0b15",
    "inbound_product.jsonl": "d46aee805aab11ed5e98c116671f0830ee85b35c597f16d2499d44c58f09895a",
    "kb_articles.jsonl": "9081ac3578a5e272e6891833ea90751ce2267fa7b8addb1cac71c0bf3e475593",
    "notes.jsonl": "4cb74046aad08c3f98d27948825f40ea7fd99497b01a1d17990c450b87625244",
    "replies.jsonl": "fbe562824ae4509496d27bff75a22f52bdbe27e571d4080e023eb745900965d5",
    "reviews.jsonl": "b36cc3ac2bb07d903362a30009e38ac58080b57fabb4241dc51817b69bbd6206",
}


@pytest.fixture(scope="module")
def rows() -> Rows:
    return build(0, Story())


def openings() -> list[Text]:
    return [text for name in OPENINGS for text in read(name)]


def test_the_texts_are_frozen() -> None:
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(TEXTS.glob("*.jsonl"))}
    assert found == FROZEN


def test_there_are_many_distinct_first_messages_on_many_topics() -> None:
    texts = openings()
    assert len({text.text for text in texts}) == len(texts) >= 260
    assert len({text.id for text in texts}) == len(texts)
    assert len({text.topic for text in texts}) >= 25
    assert {text.language for text in texts} == {"en", "de", "fr", "es"}
    assert {text.channel for text in texts} == {"email", "web", "chat", "phone", "social", "api"}


def test_each_first_message_has_a_reply_in_its_language() -> None:
    solved = {(target, reply.language) for reply in read("replies") if reply.stage == "solve" for target in reply.suits}
    wanted = {(text.id, text.language) for text in openings() if text.topic not in UNANSWERED}
    assert solved == wanted


def test_each_question_back_has_an_answer() -> None:
    asked = {reply.id for reply in read("replies") if reply.stage == "ask"}
    assert {target for text in read("follow_ups") if text.stage == "answer" for target in text.suits} == asked


def test_no_message_is_read_more_than_three_times(rows: Rows) -> None:
    bodies = Counter(row["body_text"] for row in rows["message"] if row["direction"] == "in")
    assert max(bodies.values()) <= 3


def test_no_account_sends_the_same_first_message_twice(rows: Rows) -> None:
    first = Counter((row["account_id"], row["subject"], row["description"]) for row in rows["ticket"])
    assert max(first.values()) == 1


def test_no_slot_stays_open(rows: Rows) -> None:
    texts = [row["body_text"] for row in rows["message"]] + [row["subject"] for row in rows["ticket"]]
    texts += [str(row["body"]) + row["subject"] for row in rows["activity"]]
    assert [text for text in texts if "{" in text or "}" in text] == []


def test_orders_that_customers_mention_are_their_own(rows: Rows) -> None:
    owner = {order["number"]: order["account_id"] for order in rows["order"]}
    account = {ticket["id"]: ticket["account_id"] for ticket in rows["ticket"]}
    mentioned = 0
    for message in rows["message"]:
        for word in message["body_text"].replace(",", " ").replace(".", " ").replace(":", " ").split():
            if word.startswith("PW-") and word[3:].isdigit():
                mentioned += 1
                assert owner[word] == account[message["ticket_id"]]
    assert mentioned > 100


def test_threads_run_forward_in_time(rows: Rows) -> None:
    times = defaultdict(list)
    for message in rows["message"]:
        times[message["ticket_id"]].append(message["sent_at"])
    assert all(moments == sorted(moments) for moments in times.values())
    for ticket in rows["ticket"]:
        assert ticket["created_at"] == times[ticket["id"]][0]
        assert (ticket["solved_at"] is not None) == (ticket["status"] in ("solved", "closed"))


def test_there_is_a_queue_to_work_on(rows: Rows) -> None:
    states = Counter(ticket["status"] for ticket in rows["ticket"])
    assert states["new"] >= 8
    assert sum(states[state] for state in ("new", "open", "pending", "on_hold")) >= 25


def test_knowledge_articles_are_neither_stubs_nor_essays() -> None:
    with (TEXTS / "kb_articles.jsonl").open(encoding="utf-8") as file:
        articles = [json.loads(line) for line in file]
    assert len(articles) >= 30
    assert len({article["title"] for article in articles}) == len(articles)
    assert all(60 <= len(article["body"].split()) <= 200 for article in articles)
