"""Nothing but allow-listed names with bound values ever reaches the database."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from assistant.errors import TooSlow
from assistant.messages import Result
from assistant.questions.compile import statement
from assistant.questions.frame import Frame
from assistant.questions.plan import BadPlan, Cond, Dim, Measure, Order, Plan
from assistant.questions.plan_json import from_json, to_json
from assistant.questions.semantic.fields import FIELDS
from assistant.questions.semantic.objects import NODES
from assistant.records.schema import Base, Deal
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN

TODAY = date(2021, 6, 30)
HOSTILE = (
    "'; DROP TABLE deal; --",
    "1 OR 1=1",
    "x' UNION SELECT password_hash FROM user --",
    "sales by region; DELETE FROM account",
    "accounts named ' OR ''='",
    "ATTACH DATABASE '/tmp/x' AS y",
    "PRAGMA writable_schema=1",
    "deals where amount > (SELECT load_extension('x'))",
    "win rate by region/**/UNION/**/SELECT/**/1",
    "%s%s%s {0} :name ? $1",
    "\x00\x01 how many deals \u202e",
    "sales of Robert'); INSERT INTO user VALUES (1);--",
)

OURS = {"%", "/", "%Y-%m", "%Y-Q", "%m", "%Y", "%Y-W", "%02d", "%j", "%w", "-3 days", "weekday 4"}
"""What statements quote themselves: the signs of LIKE, the shapes of periods."""


@pytest.mark.parametrize("words", HOSTILE)
def test_a_hostile_text_changes_nothing(ask: Callable[..., Result], small_store: Store, words: str) -> None:
    before = counted(small_store)
    result = ask(words)
    assert not re.search(r"\b(drop|delete|insert|attach|pragma|password_hash)\b", result.query, re.I)
    assert counted(small_store) == before


def counted(store: Store) -> list[int]:
    with store.reading.connect() as connection:
        return [
            len(connection.execute(select(table.c.id)).all())
            for table in map(Base.metadata.tables.get, ("deal", "account"))
            if table is not None
        ]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
KEYS = st.sampled_from(["subject", "columns", "dims", "where", "limit", "order", "kind", "field", "op", "values"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(KEYS, JSON, max_size=6))
def test_any_dict_is_refused_or_compiles_within_the_vocabulary(value: dict[str, object]) -> None:
    try:
        plan = from_json(value)
    except BadPlan:
        return
    within_vocabulary(plan)


PLANS = st.builds(
    Plan,
    subject=st.sampled_from(sorted(NODES)),
    columns=st.just((Measure("deal", "count"),)),
    dims=st.lists(st.builds(Dim, st.sampled_from(sorted(FIELDS)) | st.text(max_size=8)), max_size=2).map(tuple),
    where=st.lists(
        st.builds(
            Cond,
            st.sampled_from(sorted(FIELDS)),
            st.sampled_from(["=", "!=", "in", "contains"]),
            st.tuples(st.text(max_size=10)),
        ),
        max_size=2,
    ).map(tuple),
    limit=st.integers(-5, 2000),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PLANS)
def test_any_plan_is_refused_or_compiles_within_the_vocabulary(plan: Plan) -> None:
    within_vocabulary(plan)


def within_vocabulary(plan: Plan) -> None:
    try:
        query = statement(plan, Frame(LOCAL_ADMIN, TODAY))
    except BadPlan:
        return
    sql = str(query)
    assert sql.startswith("SELECT")
    assert set(re.findall(r'(?:FROM|JOIN) "?(\w+)"? AS', sql)) <= {
        *(node.table for node in NODES.values()),
        "exchange_rate",
    }
    unlabelled = re.sub(r'"[^"]*"', "", sql)  # headers such as "rep's number" are no values
    assert set(re.findall(r"'([^']*)'", unlabelled)) <= OURS  # every value is bound


def test_a_plan_survives_its_json() -> None:
    plan = Plan(
        "deal",
        (Measure("deal", "sum", "deal.amount", (Cond("deal.state", "=", ("won",)),)),),
        (Dim("owner.region"),),
        order=(Order(1, descending=True),),
        limit=5,
    )
    assert from_json(to_json(plan)) == plan


def test_a_limit_beyond_a_thousand_is_refused() -> None:
    with pytest.raises(BadPlan, match="limit 1001"):
        statement(Plan("deal", (Measure("deal", "count"),), limit=1001), Frame(LOCAL_ADMIN, TODAY))


def test_a_cross_join_is_stopped_at_its_deadline(tmp_path: Path) -> None:
    store = Store.open(tmp_path, deadline_seconds=0.2)
    with store.write() as session:
        session.add_all(Deal(name=str(i), stage="Won") for i in range(300))
    tables = ", ".join(f"deal AS d{index}" for index in range(5))
    cross = text(f"SELECT count(*) FROM {tables} WHERE d0.id + d4.id < 0")
    with pytest.raises(TooSlow):
        store.run_read(LOCAL_ADMIN, cross)
    store.close()
