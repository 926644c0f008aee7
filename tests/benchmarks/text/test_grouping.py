from benchmarks.text.grouping import grouped_places, groups_of, masked


def test_a_masked_text_lacks_what_templates_fill_in() -> None:
    assert masked("Cancel order 4471, please!", "4471") == "cancel order entity please"
    assert masked("call 12-34", "") == "call 0 0"


def test_near_neighbours_are_linked_into_one_group() -> None:
    texts = ["can you help me cancel my order", "can you help me to cancel my order", "where is the invoice"]
    one, other, apart = groups_of([*texts, texts[0]])[[0, 1, 2]]
    assert one == other != apart
    assert groups_of([texts[0], texts[0]]).tolist() == [0, 0]


def test_no_group_stands_on_both_sides() -> None:
    groups = groups_of([f"text {'abcdefghij'[at % 10] * 9} {at % 10}" for at in range(50)])
    train, test = grouped_places(groups)
    assert not set(groups[train]) & set(groups[test])
    assert sorted(train + test) == list(range(50))
    assert len(set(groups[test])) == round(len(set(groups)) / 5)
