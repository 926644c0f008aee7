"""Plans as plain JSON values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.questions.plan import BadPlan, Plan
from assistant.questions.plan_check import check

_ADAPTER: TypeAdapter[Plan] = TypeAdapter(Plan)


def to_json(plan: Plan) -> dict[str, Any]:
    """The plan as plain JSON values."""
    return dict(_ADAPTER.dump_python(plan, mode="json"))


def from_json(value: Mapping[str, object]) -> Plan:
    """The plan that JSON values describe.

    Raises:
        BadPlan: It is no plan, or it leaves the closed vocabulary.
    """
    try:
        plan = _ADAPTER.validate_python(value)
    except (ValidationError, RecursionError) as error:
        raise BadPlan(str(error)[:200]) from error
    check(plan)
    return plan
