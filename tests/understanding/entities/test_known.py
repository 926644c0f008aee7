import pytest

from assistant.messages import Entity
from assistant.understanding.entities import KnownNames, entities_of
from assistant.views import Named
from tests.effort import seconds_of


def named(kind: str, key: str, name: str) -> Named:
    return Named(kind, 1, key, name)


NAMES = KnownNames(
    [
        named("product", "P1", "GTX Pro"),
        named("product", "P2", "Beam"),
        named("product", "P3", "Falcon 9 Desk Lamp"),
        named("contact", "C1", "May Long"),
        named("contact", "C2", "Will Smith"),
        named("contact", "C3", "Ada Okafor"),
        named("contact", "C4", "Jo An"),
        named("contact", "C5", "Sam Reed"),
        named("contact", "C6", "Sam Reed"),
        named("user", "U1", "Maureen Marcano"),
        named("contact", "C7", "Will"),
        named("account", "A1", "Boreal Foods Ltd"),
        named("account", "A2", "Summit"),
        named("account", "A3", "Atlas"),
        named("product", "P4", "Atlas"),
        named("team", "T1", "Blue Team"),
    ]
)
CASES = {
    "My GTX Pro is broken": [("product", "GTX Pro", "product:P1")],
    "my gtxpro and the gtx-pro": [("product", "gtxpro", "product:P1"), ("product", "gtx-pro", "product:P1")],
    "The Falcon 9 Desk Lamp's bulb": [("product", "Falcon 9 Desk Lamp", "product:P3")],
    "Beam me up": [],
    "the beam is bent": [],
    "I bought the Beam yesterday": [("product", "Beam", "product:P2")],
    "May Long complaints be heard": [("person", "May Long", "contact:C1")],
    "it may long be so": [],
    "Will you help? May I call?": [],
    "I spoke with Will Smith's office": [("person", "Will Smith", "contact:C2")],
    "ada okafor said so": [],
    "ADA OKAFOR said so": [("person", "ADA OKAFOR", "contact:C3")],
    "Joan said so": [],
    "Sam Reed signed": [("person", "Sam Reed", "")],
    "Maureen Marcano answered": [("person", "Maureen Marcano", "user:U1")],
    "Maureen answered": [],
    "We at Boreal Foods agree": [("account", "Boreal Foods", "account:A1")],
    "We at boreal foods ltd agree": [("account", "boreal foods ltd", "account:A1")],
    "the summit meeting": [],
    "for Atlas": [],
    "Blue Team": [],
    "GTX. Pro tip: none": [],
    "write to ada@summit.example": [],
}


@pytest.mark.parametrize("text", CASES)
def test_names_are_found_as_names_are_written(text: str) -> None:
    found = entities_of(text, known=NAMES)
    names = [(one.kind, one.text, one.record) for one in found if one.kind in {"product", "person", "account"}]
    assert names == CASES[text]


def test_the_place_is_that_of_the_text() -> None:
    assert list(NAMES.find("Hi, my GTX Pro hums")) == [Entity("product", "GTX Pro", 7, 14, record="product:P1")]


def test_the_longest_name_wins() -> None:
    names = KnownNames([named("product", "P1", "Desk Lamp"), named("product", "P2", "Desk Lamp Mini")])
    assert [entity.record for entity in names.find("my Desk Lamp Mini")] == ["product:P2"]


def test_a_hundred_thousand_names_cost_no_time_in_a_text() -> None:
    many = KnownNames(
        named("contact", f"C{number}", f"Person{number} Lastname{number % 997}") for number in range(50_000)
    )
    text = "Where is my order? Person77 Lastname77 asked before. " * 20

    def find_often(names: KnownNames) -> None:
        for _ in range(20):
            assert sum(1 for _ in names.find(text)) in {0, 20}

    assert seconds_of(lambda: find_often(many)) < 10 * seconds_of(lambda: find_often(NAMES)) + 0.05
