"""Tables are recognised by headers that only one kind of record has."""

from collections.abc import Sequence

from assistant.records.batches.catalog import catalog
from assistant.records.batches.headers import named
from assistant.records.batches.kinds import Kind, recognised
from assistant.records.batches.layout import Layout, TableHead

DEAL = Kind(
    "deal", (("deal name",), ("name", "deal stage")), (named("name", "deal name", "name"), named("amount", "amount"))
)
COMPANY = Kind(
    "account", (("name", "number of employees"),), (named("name", "name"),), unless=frozenset({"deal stage"})
)
CONTACT = Kind("contact", (("first name", "email"),), (named("first_name", "first name"), named("email", "email")))
SYNONYMS = {"dealstage": "Deal Stage", "numberofemployees": "Number of Employees"}


def taken(columns: Sequence[str]) -> tuple[Layout, ...]:
    """What three kinds make of a header."""
    return recognised(
        (DEAL, COMPANY, CONTACT),
        TableHead("x", tuple(columns)),
        catalog(),
        SYNONYMS,
        call=lambda column: column.upper(),
    )


def objects(*columns: str) -> list[str]:
    """The objects that a table of these columns holds."""
    return [layout.object for layout in taken(columns)]


def test_any_of_its_marks_shows_a_kind() -> None:
    assert objects("Deal Name", "x") == ["deal"]
    assert objects("x", "Deal Stage", "Name") == ["deal"]
    assert objects("Deal Stage", "x") == []


def test_a_header_of_another_kind_rules_one_out() -> None:
    assert objects("name", "numberofemployees") == ["account"]
    assert objects("name", "numberofemployees", "dealstage") == ["deal"]


def test_of_two_kinds_the_one_that_knows_more_columns_counts() -> None:
    assert objects("Deal Name", "First Name", "Email") == ["contact"]
    assert objects("Deal Name", "Amount", "First Name", "Email") == ["deal"]


def test_names_of_our_own_fields_show_nothing() -> None:
    assert objects("first_name", "email") == []
    assert objects("First Name", "email") == ["contact"]


def test_custom_fields_are_called_by_their_labels() -> None:
    (layout,) = taken(["name", "numberofemployees", "own"])
    assert layout.names == {"name": "NAME", "numberofemployees": "Number of Employees", "own": "OWN"}
