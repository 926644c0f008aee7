"""The hand-written texts, which stay as they are."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from pathlib import Path

from assistant.records.demo.build import Rows
from assistant.records.demo.desk.cases import answerable
from assistant.records.demo.desk.shelf import FOLLOW_UPS, OPENINGS, REPLIES, TEXTS, Text, lines, read

FROZEN = Path(__file__).parent / "texts.sha256"
"""Made by `sha256sum *.jsonl` in the folder of the texts."""


def openings() -> tuple[Text, ...]:
    return read(OPENINGS)


def test_the_texts_are_frozen() -> None:
    found = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in sorted(TEXTS.glob("*.jsonl"))]
    assert found == FROZEN.read_text(encoding="utf-8").splitlines()


def test_there_are_many_distinct_first_messages_on_many_topics() -> None:
    texts = openings()
    assert len({text.text for text in texts}) == len(texts) >= 1_300
    assert len({text.id for text in texts}) == len(texts)
    assert len({text.topic for text in texts}) >= 25
    assert {text.language for text in texts} == {"en", "de", "fr", "es", "it", "pt"}
    assert {text.channel for text in texts} == {"email", "web", "chat", "phone", "social", "api"}


def test_each_first_message_has_a_reply_in_its_language() -> None:
    answered = {text.id for text in answerable(openings(), read(REPLIES))}
    assert {text.id for text in openings()} == answered


def test_each_question_back_has_an_answer() -> None:
    asked = {reply.id for reply in read(REPLIES) if reply.stage == "ask"}
    assert {target for text in read(FOLLOW_UPS) if text.stage == "answer" for target in text.suits} == asked


def test_exact_duplicates_are_rare(rows: Rows) -> None:
    bodies = Counter(row["body_text"] for row in rows["message"] if row["direction"] == "in")
    assert 1 - len(bodies) / bodies.total() < 0.05


def test_no_account_sends_the_same_words_twice(rows: Rows) -> None:
    account = {ticket["id"]: ticket["account_id"] for ticket in rows["ticket"]}
    sent = Counter((account[row["ticket_id"]], row["body_text"]) for row in rows["message"] if row["direction"] == "in")
    assert max(sent.values()) == 1


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
    assert states["new"] >= 4
    assert sum(states[state] for state in ("new", "open", "pending", "on_hold")) >= 10


def test_knowledge_articles_are_neither_stubs_nor_essays() -> None:
    articles = lines("kb_articles*")
    assert len(articles) >= 60
    assert len({article["title"] for article in articles}) == len(articles)
    assert all(60 <= len(article["body"].split()) <= 280 for article in articles)
