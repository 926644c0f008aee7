from pathlib import Path

from finetune.examples import Example, read_messages, split_by_writer
from finetune.public import bare, read_bitext, read_table, read_tweets, tweeteval_texts, unescape


def test_escapes_of_the_publisher_are_undone() -> None:
    assert unescape(r"It\u2019s 5 &lt; 6 &amp;amp; more") == "It’s 5 < 6 & more"


def test_a_bare_text_lacks_what_publishers_change() -> None:
    assert bare("@Ann LOVE it!! http://t.co/x #sun") == bare("@user love it… http #sun") == "love it sun"


def test_no_tweet_of_tweeteval_is_trained_on(tmp_path: Path) -> None:
    (tmp_path / "sentiment_val_text.txt").write_text("@user Great day at the beach! http\n", encoding="utf-8")
    (tmp_path / "sentiment_test_text.txt").write_text("So so.\n", encoding="utf-8")
    (tmp_path / "one.tsv").write_text(
        "1\tpositive\tGreat day at the beach http://t.co/1 @Ben\n2\tneutral\tSO SO\n"
        "3\tnegative\tIt\\u2019s awful\n4\tneutral\tIt is what it is\n5\toff topic\tnothing\n",
        encoding="utf-8",
    )
    assert read_tweets(tmp_path, banned=tweeteval_texts(tmp_path), weight=0.5) == [
        Example("It’s awful", "tweets", sentiment_levels=(0, 1), weight=0.5),
        Example("It is what it is", "tweets", sentiment_levels=(2,), weight=0.5),
    ]


def test_bitext_gives_the_intents_we_know(tmp_path: Path) -> None:
    (tmp_path / "train.csv").write_text("utterance,intent\ncancel it,cancel_order\nhello,greeting\n")
    assert read_bitext(tmp_path, weight=0.3) == [Example("cancel it", "bitext", intent="cancel_order", weight=0.3)]


def test_a_table_of_one_s_own_is_read_with_its_own_names(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("words,kind\nstop it,cancel_order\nwhere is it,track_order\nhm,other\n")
    (tmp_path / "mine.jsonl").write_text('{"words": "stop it", "kind": "cancel_order"}\n')
    stop, where = (
        Example("stop it", "mine", intent="cancel_order"),
        Example("where is it", "mine", intent="track_order"),
    )
    for name, expected in (("mine.csv", [stop, where]), ("mine.jsonl", [stop])):
        path = str(tmp_path / name)
        assert read_table(path, text_column="words", intent_column="kind") == expected


def test_messages_come_with_all_their_labels(tmp_path: Path) -> None:
    line = (
        '{"id": "1", "writer": "a", "text": "late!", "intent": "track_order", "also": ["complaint"], '
        '"sentiment": "negative", "urgency": "high", "frustrated": true, "language": "en"}\n'
    )
    (tmp_path / "m.jsonl").write_text(line + line.replace('"en"', '"de"') + line.replace('"a"', '"b"'))
    late = Example("late!", "messages", "a", "track_order", ("complaint",), (1,), 2, True)
    read = read_messages(tmp_path / "m.jsonl")
    assert read[0] == late
    assert [row.writer for row in read] == ["a", "b"]
    assert split_by_writer(read, frozenset({"b"})) == ([read[0]], [read[1]])
