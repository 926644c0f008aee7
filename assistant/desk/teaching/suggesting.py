"""Intents that messages which fit none seem to ask for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from assistant.desk.teaching.changes import IntentDraft
from assistant.desk.teaching.labels import LONGEST_TITLE, may_lead
from assistant.desk.teaching.teaching import Teaching
from assistant.records.teachable import Teachable
from assistant.understanding.mail import clean
from assistant.understanding.memory.prototypes import Floats
from assistant.views import UserView

MOST_MESSAGES = 1_500  # newest ones that are looked at: their distances take 18 MB, a second
FARTHEST = 0.55  # mean cosine distance within a group, at most; measured on messages whose intent was hidden
SMALLEST = 5  # messages of a group
EXAMPLES = 5
MOST_GROUPS = 10
WORDS_IN_NAME = 3
_WORD = re.compile(r"[a-z]{3,}")
_PLAIN = frozenset({"hello", "hi", "dear", "thanks", "thank", "please", "regards", "kind", "team", "sir", "madam"})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A group of messages that may be an intent of its own."""

    title: str  # its most telling words
    size: int  # messages in it
    message_ids: tuple[int, ...]  # all of them, the most typical first
    examples: tuple[str, ...]  # texts of the five most typical ones

    @property
    def draft(self) -> IntentDraft:
        """The intent it would make, shown by its five most typical messages."""
        return IntentDraft(self.title, "", self.message_ids[:EXAMPLES])


def suggested_intents(teaching: Teaching, user: UserView) -> tuple[Suggestion, ...]:
    """Groups among the newest messages that fit no intent, largest first; equal messages, equal groups.

    Messages are joined while the mean distance within a group stays below `FARTHEST` (average linkage over the
    frozen encoder's vectors).

    Raises:
        Forbidden: The role may not make intents.
    """
    may_lead(user)
    messages = [one for one in teaching.messages.unfitting(user, MOST_MESSAGES) if not _is_taught(one)]
    if len(messages) < SMALLEST:
        return ()
    vectors = teaching.places.of(messages)
    groups = [part for part in grouped(vectors) if len(part) >= SMALLEST]
    words = [_words(one.text) for one in messages]
    spread = Counter(word for one in words for word in one)
    found, taken = [], set(teaching.choices("intent"))
    for part in sorted(groups, key=lambda part: (-len(part), part[0]))[:MOST_GROUPS]:
        title = _title([words[at] for at in part], spread, len(messages), taken)
        order = typical_first(vectors[part])
        ids = tuple(messages[part[at]].id for at in order)
        texts = tuple(clean(messages[part[at]].text) for at in order[:EXAMPLES])
        found.append(Suggestion(title, len(part), ids, texts))
    return tuple(found)


def grouped(vectors: Floats, farthest: float = FARTHEST) -> list[list[int]]:
    """Places of vectors that lie together, in groups."""
    tree = AgglomerativeClustering(n_clusters=None, distance_threshold=farthest, metric="cosine", linkage="average")
    labels: NDArray[np.int64] = tree.fit_predict(vectors)
    return [np.flatnonzero(labels == label).tolist() for label in np.unique(labels)]


def typical_first(vectors: Floats) -> list[int]:
    """Places of a group's vectors, nearest its centre first."""
    order: list[int] = np.argsort(-(vectors @ vectors.mean(0)), kind="stable").tolist()
    return order


def _is_taught(message: Teachable) -> bool:
    return any(one.field == "intent" for one in message.reading.taught)


def _words(text: str) -> set[str]:
    return {word for word in _WORD.findall(clean(text).casefold()) if word not in ENGLISH_STOP_WORDS | _PLAIN}


def _title(words: Sequence[set[str]], spread: Counter[str], messages: int, taken: set[str]) -> str:
    """The words that most of the group and few others have, the most telling first."""
    inside = Counter(word for one in words for word in one)
    telling = {
        word: count / len(words) * np.log(messages / spread[word]) for word, count in inside.items() if count > 1
    }
    best = sorted(telling, key=lambda word: (-telling[word], word))[:WORDS_IN_NAME] or ["unnamed"]
    title = " ".join(best).capitalize()[:LONGEST_TITLE]
    number = 2
    while title.casefold().replace(" ", "_") in taken:
        title = f"{' '.join(best).capitalize()} {number}"
        number += 1
    taken.add(title.casefold().replace(" ", "_"))
    return title
