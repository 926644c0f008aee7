"""Columns are found under any of the headers that a format knows."""

from assistant.records.batches.headers import Header, Named, named, plain_header
from assistant.records.batches.layout import Field, Layout, Only

SYNONYMS = {"dealname": "Deal Name", "montant": "Amount"}


def test_headers_are_compared_without_case_odd_spaces_or_curly_quotes() -> None:
    assert plain_header("\ufeff ID  de Fiche\u00a0d’Informations ") == "id de fiche d'informations"


def test_a_column_goes_by_its_label_its_synonym_or_its_path() -> None:
    header = Header(["properties.dealname", "MONTANT", "Own"], SYNONYMS, prefix="properties.")
    assert (header.column("deal name"), header.column("amount"), header.column("stage", "own")) == (
        *("properties.dealname", "MONTANT", "Own"),
    )
    assert header.column("stage") == ""
    assert ("deal name" in header, "stage" in header) == (True, False)


def test_the_first_header_there_is_fills_a_field_and_a_second_way_is_left_aside() -> None:
    header = Header(["Name", "Title", "Id"], {})
    known = (named("name", "title", "name"), named("name", "name"), named("source_id", "id"))
    assert header.bind(known) == (Field("name", "Title"), Field("source_id", "Id"))


def test_one_column_may_fill_several_fields_or_one_in_several_ways() -> None:
    ways = (Field("owner_id", "", "user"), Field("owner_id", "", "user", by="name"))
    bound = Header(["Owner"], {}).bind((Named(("owner",), ways),))
    assert bound == (Field("owner_id", "Owner", "user"), Field("owner_id", "Owner", "user", by="name"))


def test_further_columns_of_a_field_are_bound_too_an_absent_one_to_nothing() -> None:
    field = Field("status", "", also_from=("close date", "closed"), join=" ".join)
    (bound,) = Header(["Stage", "Close  Date"], {}).bind((Named(("stage",), (field,)),))
    assert bound == Field("status", "Stage", also_from=("Close  Date", ""), join=" ".join)


def test_what_is_told_in_passing_leaves_all_other_columns_alone() -> None:
    header = Header(["Owner", "Name", "Amount"], {})
    only = Only("Owner", bool)
    assert header.implied("user", (named("name", "owner"),), only=only, constants={"role": "agent"}) == Layout(
        "user",
        (Field("name", "Owner"),),
        {"role": "agent"},
        frozenset({"Name", "Amount"}),
        only,
        distinct=True,
        implied=True,
    )
