"""Single cells of Zendesk's exports."""

import pytest

from assistant.importers.zendesk.cells import (
    body,
    contrary,
    field_label,
    filled,
    first_domain,
    first_name,
    is_colleague,
    is_customer,
    last_name,
    replied_at,
    said_direction,
    score,
    subject,
    tags,
)


def test_a_dash_is_nothing() -> None:
    assert [filled(cell) for cell in ("-", "Open")] == ["", "Open"]


def test_a_person_always_has_a_last_name() -> None:
    cells = ("Ada Okafor", "Cher", "ada@example.com", "-")
    assert [(first_name(cell), last_name(cell)) for cell in cells] == [
        *(("Ada", "Okafor"), ("", "Cher"), ("", "ada@example.com"), ("", "")),
    ]


def test_a_thumb_is_the_best_or_the_worst_grade() -> None:
    cells = ("good", "Good with comment", "Bad", "offered", "Not Offered", "-", "4")
    assert [score(cell) for cell in cells] == ["5", "5", "1", "", "", "", "4"]


@pytest.mark.parametrize(
    ("created", "minutes", "expected"),
    [
        ("2024-01-13 12:05", "40", "2024-01-13T12:45:00+00:00"),
        ("2024-01-13T12:05:00Z", "1,440", "2024-01-14T12:05:00+00:00"),
        ("2024-01-13T12:05:00+02:00", "0", "2024-01-13T12:05:00+02:00"),
        ("2024-01-13 12:05", "", ""),
        ("2024-01-13 12:05", "-", ""),
        ("13/01/2024", "5", ""),
        ("9999-12-31 23:59", "5", ""),
    ],
)
def test_the_first_reply_came_so_many_minutes_after_the_ticket(created: str, minutes: str, expected: str) -> None:
    assert replied_at((created, minutes)) == expected


def test_a_comment_says_its_direction_itself_only_if_it_is_a_note_or_zendesk_s_own() -> None:
    cells = (("false", "7"), ("false", "-1"), ("true", "-1"), ("true", "7"))
    assert [said_direction(one) for one in cells] == ["note", "note", "out", ""]


def test_the_first_text_counts_and_html_becomes_text() -> None:
    assert [body(cells) for cells in (("", "<p>a<br>b</p>"), ("plain", "<p>html</p>"), ("", ""))] == [
        *("a\nb", "plain", "(no text)"),
    ]
    assert [subject(cells) for cells in (("Hi", "Hello"), ("", "Hello"), ("", ""))] == ["Hi", "Hello", "(no subject)"]


def test_tags_are_parted_by_spaces_commas_or_a_list() -> None:
    assert [tags(cell) for cell in ("a b", "a,b", '["a", "b"]', "-")] == ["a,b", "a,b", '["a", "b"]', ""]


def test_the_first_domain_of_a_list_or_of_words() -> None:
    cells = ('["a.example", "b.example"]', "a.example b.example", "a.example, b.example", "[", "[]")
    assert [first_domain(cell) for cell in cells] == ["a.example", "a.example", "a.example", "", ""]


def test_roles_are_customers_or_colleagues() -> None:
    assert [is_customer(cell) for cell in ("end-user", "End-user", "", "agent", "Light agent")] == [
        *(True, True, True, False, False),
    ]
    assert (is_colleague("admin"), is_colleague("end-user")) == (True, False)
    assert [contrary(cell) for cell in ("TRUE", "false", "")] == ["false", "true", ""]


def test_own_fields_are_called_by_their_titles() -> None:
    columns = (
        *("Instrument [list]", "custom_fields.360011", "organization_fields.region", "external_id"),
        *("metric_set.full_resolution_time_in_minutes.calendar", "metric_set.agent_wait_time_in_minutes.business"),
    )
    assert [field_label(column) for column in columns] == [
        *("Instrument", "Custom field 360011", "Region", "External id"),
        *("Full resolution time in minutes", "Agent wait time in minutes within business hours"),
    ]
