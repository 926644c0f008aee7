"""Single cells of HubSpot's exports."""

import pytest

from assistant.importers.hubspot.cells import (
    chance,
    closed_by_chance,
    company_name,
    either,
    held_at,
    industry,
    nameless_person,
    owner_email,
    owner_key,
    owner_name,
    person_email,
    person_name,
    property_label,
    share_of_price,
    ticket_status,
    won_by_chance,
)


@pytest.mark.parametrize(
    ("cell", "key", "name", "email"),
    [
        ("51100201", "51100201", "", ""),
        ("Maria Weber", "", "Maria Weber", ""),
        ("Maria Weber (Maria@Larkfield.example)", "", "Maria Weber", "maria@larkfield.example"),
        ("maria@larkfield.example", "", "maria@larkfield.example", "maria@larkfield.example"),
        ("Maria Weber (Deactivated User)", "", "Maria Weber", ""),
        ("Maria (Mia) Weber", "", "Maria (Mia) Weber", ""),
        ("No owner", "", "", ""),
    ],
)
def test_owners_are_ids_names_or_addresses(cell: str, key: str, name: str, email: str) -> None:
    assert (owner_key(cell), owner_name(cell), owner_email(cell)) == (key, name, email)


def test_of_several_people_the_first_counts() -> None:
    cell = "Ada Okafor (ada@example.com);Ben Brandt (ben@example.com)"
    assert (person_name(cell), person_email(cell), nameless_person(cell)) == ("Ada Okafor", "ada@example.com", "")
    assert (person_name("Ada;Ben"), person_email("Ada;Ben"), nameless_person("Ada;Ben")) == ("Ada", "", "Ada")


def test_a_company_loses_a_domain_behind_its_name_and_nothing_else() -> None:
    cells = ("Acme (acme.example)", "Acme (Group Ltd.)", "Acme (UK)", "Acme; Bolt")
    assert [company_name(cell) for cell in cells] == ["Acme", "Acme (Group Ltd.)", "Acme (UK)", "Acme"]


def test_industry_codes_become_words() -> None:
    cells = ("COMPUTER_SOFTWARE", "INFORMATION_TECHNOLOGY_AND_SERVICES", "RETAIL", "Own Industry", "B2B")
    assert [industry(cell) for cell in cells] == [
        *("Computer Software", "Information Technology and Services", "Retail", "Own Industry", "B2B"),
    ]


@pytest.mark.parametrize(
    ("cell", "fraction", "won", "closed"),
    [
        ("1", "1.0", "true", "true"),
        ("0.0", "0.0", "false", "true"),
        ("0.4", "0.4", "false", "false"),
        ("40", "0.4", "false", "false"),
        ("100%", "100%", "true", "true"),
        ("high", "high", "", ""),
    ],
)
def test_only_closed_stages_have_a_probability_of_one_or_none(cell: str, fraction: str, won: str, closed: str) -> None:
    assert (chance(cell), won_by_chance(cell), closed_by_chance(cell)) == (fraction, won, closed)


def test_a_deal_is_closed_if_either_column_says_so() -> None:
    assert [either(cells) for cells in (("true", "false"), ("false", ""), ("", ""))] == ["true", "false", ""]


def test_a_stage_of_their_own_is_open_until_the_ticket_is_closed() -> None:
    assert [ticket_status(cells) for cells in (("2", ""), ("In lab", ""), ("In lab", "2024-01-02"), ("", ""))] == [
        *("pending", "open", "closed", ""),
    ]


def test_a_meeting_that_did_not_take_place_was_held_at_no_time() -> None:
    assert [held_at(("2024-05-06", outcome)) for outcome in ("COMPLETED", "", "No show", "RESCHEDULED")] == [
        *("2024-05-06", "2024-05-06", "", ""),
    ]


def test_a_discount_per_unit_is_a_share_of_the_price() -> None:
    assert [
        share_of_price(cells)
        for cells in (("48", "480", ""), ("1,000", "", "4,000"), ("5", ""), ("9", "3"), ("0", "0"))
    ] == [
        *("0.100000", "0.250000", "", "", ""),
    ]


def test_own_properties_are_called_by_their_labels() -> None:
    columns = ("Target Account", "how_did_you_hear_of_us", "hs_latest_source", "Associated Contact IDs")
    assert [property_label(column) for column in columns] == [
        *("Target Account", "How did you hear of us", "Latest source", "All associated Contact IDs"),
    ]
