import json
from pathlib import Path

import pytest

from assistant.intents.taxonomy import Intent, Taxonomy, read_taxonomy
from assistant.registry import discover
from assistant.understanding.weights import read_weights

TAXONOMIES = discover("assistant.intents", Taxonomy)


def test_the_intents_of_customer_service_are_found() -> None:
    assert list(TAXONOMIES) == ["customer_service"]


@pytest.mark.parametrize("taxonomy", TAXONOMIES.values(), ids=list(TAXONOMIES))
def test_every_intent_explains_itself(taxonomy: Taxonomy) -> None:
    assert len(set(taxonomy.names)) == len(taxonomy.intents)
    for intent in taxonomy.intents:
        assert intent.name.replace("_", "").isalpha()
        assert intent.description.endswith(".")
        assert len(intent.examples) >= 2


def test_an_intent_is_found_by_name() -> None:
    taxonomy = TAXONOMIES["customer_service"]
    assert not taxonomy.intent("spam").needs_reply
    assert taxonomy.intent("track_order").group == "orders"
    with pytest.raises(KeyError, match="no intent 'dance'"):
        taxonomy.intent("dance")


def test_two_intents_of_one_name_are_refused(tmp_path: Path) -> None:
    row = {"name": "a", "group": "g", "description": "A.", "needs_reply": True, "examples": ["x"]}
    path = tmp_path / "small.json"
    path.write_text(json.dumps({"name": "small", "title": "Small", "intents": [row]}))
    assert read_taxonomy(path).intents == (Intent("a", "g", "A.", True, ("x",)),)
    path.write_text(json.dumps({"name": "small", "title": "Small", "intents": [row, row]}))
    with pytest.raises(ValueError, match="share a name"):
        read_taxonomy(path)


def test_the_shipped_weights_know_no_intent_that_the_taxonomy_lacks() -> None:
    assert set(read_weights().labels.intents) <= set(TAXONOMIES["customer_service"].names)
