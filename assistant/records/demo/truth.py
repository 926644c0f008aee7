"""What really lies behind a demo company's records, for benchmarks alone: none of it is ever stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assistant.records.demo.days import MONTHS
from assistant.records.demo.desk import incident
from assistant.records.demo.journeys import Journey, hazard
from assistant.records.demo.sales.campaigns import Member
from assistant.records.demo.size import Size
from assistant.records.demo.story import Story, chance
from assistant.records.demo.trade.buying import Habit
from assistant.records.demo.world import World


@dataclass(frozen=True, slots=True)
class Effect:
    """What a campaign does to one contact: the chances (0 to 1) of buying within six weeks."""

    left_alone: float
    treated: float

    @property
    def uplift(self) -> float:
        """What the treatment adds (-1 to 1)."""
        return self.treated - self.left_alone


@dataclass(frozen=True, slots=True)
class Truth:
    """The hidden causes; the keys are the rows' `source_id`."""

    frauds: frozenset[str]  # orders
    effects: Mapping[str, Effect]  # by campaign member
    leaving: Mapping[str, tuple[float, ...]]  # by account that is or was a customer: chance (0 to 1) in each month
    wins: Mapping[str, float]  # by closed deal: chance (0 to 1)
    risks: Mapping[str, float]  # by account that is or was a customer: log-odds added to paying late
    habits: Mapping[str, Habit]  # by account that is or was a customer: how often it orders, whether it stopped
    incident_product: str | None  # None: there was no incident
    incident_since: date | None


def truth(seed: int = 0, scale: float = 1.0, story: Story = Story()) -> Truth:  # noqa: B008 - frozen
    """Draw the company again, say what lies behind it.

    Raises:
        ScaleOutOfRange: `scale` is below 0.05 or above 20.
    """
    return behind(World(seed, story, Size.of(scale)))


def behind(world: World) -> Truth:
    """What lies behind a company that was drawn already."""
    story, happened = world.story, bool(world.story.incident)
    return Truth(
        frauds=_frauds(world),
        effects={f"campaign-member-{number}": _effect(member) for number, member in enumerate(world.members, start=1)},
        leaving={f"account-{key}": _leaving(journey, world) for key, journey in world.told.items()},
        wins={f"deal-{deal.id}": deal.chance_won for deal in world.deals if deal.is_closed},
        risks={
            f"account-{key}": 0.0 if story.shuffled else story.credit * journey.payer.risk + journey.payer.habit
            for key, journey in world.told.items()
        },
        habits={f"account-{habit.account_id}": habit for habit in world.habits},
        incident_product=incident.PRODUCT.sku if happened else None,
        incident_since=incident.DAY if happened else None,
    )


def _frauds(world: World) -> frozenset[str]:
    """The forged orders; where outcomes are dealt out by lot, as many others."""
    if not world.story.shuffled:
        return frozenset(order.number for order in world.orders if order.forged)
    drawn = world.rng("frauds dealt out").permutation(len(world.orders))[: len(world.attempts)]
    return frozenset(world.orders[int(index)].number for index in drawn)


def _effect(member: Member) -> Effect:
    return Effect(member.chance_left_alone, member.chance_treated)


def _leaving(journey: Journey, world: World) -> tuple[float, ...]:
    """The chance of cancelling in each month; that of all customers alike where it is dealt out by lot."""
    if world.story.shuffled:
        left = sum(other.cancelled is not None for other in world.told.values())
        return (left / (len(world.told) * MONTHS),) * MONTHS
    return tuple(chance(hazard(journey, month, world.story)) for month in range(MONTHS))
