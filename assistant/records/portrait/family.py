"""The companies an account belongs together with: parents above it, subsidiaries below."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.portraits import FamilyMember
from assistant.records.schema import Account
from assistant.records.store import Store
from assistant.views import UserView

DEEPEST = 8  # levels either way; a circle of parents ends there too
MOST = 200  # companies
_FIELDS = select(Account.id, Account.name, Account.parent_id, Account.country, Account.lifecycle_stage)


def family(store: Store, user: UserView, account_id: int) -> tuple[FamilyMember, ...]:
    """The family of an account as far as `user` may see it, topmost parent first; the account alone when it has none.

    Subsidiaries follow their parent, by name.
    """
    with store.read(user) as session:
        here = _member(session, account_id, 0)
        if here is None:
            return ()
        above = _above(session, here)
        seen = {member.id for member, _ in (*above, here)}
        below = list(_below(session, account_id, 1, seen))
    return (*(member for member, _ in reversed(above)), here[0], *below)


def _member(session: Session, account_id: int | None, level: int) -> tuple[FamilyMember, int | None] | None:
    """One company, with the id of its parent."""
    found = session.execute(_FIELDS.where(Account.id == account_id)).first()
    if found is None:
        return None
    return FamilyMember(found.id, found.name, level, found.country, found.lifecycle_stage), found.parent_id


def _above(session: Session, here: tuple[FamilyMember, int | None]) -> list[tuple[FamilyMember, int | None]]:
    """Its parent, the parent of that one, and so on."""
    chain: list[tuple[FamilyMember, int | None]] = []
    seen, up = {here[0].id}, here[1]
    while up not in seen and len(chain) < DEEPEST and (found := _member(session, up, -len(chain) - 1)):
        chain.append(found)
        seen.add(found[0].id)
        up = found[1]
    return chain


def _below(session: Session, parent_id: int, level: int, seen: set[int]) -> Iterator[FamilyMember]:
    """Its subsidiaries, each followed by its own; what was seen before, which a circle brings back, is left out."""
    children = _FIELDS.where(Account.parent_id == parent_id).order_by(Account.name, Account.id).limit(MOST)
    for row in session.execute(children).all():
        if row.id in seen or len(seen) > MOST:
            continue
        seen.add(row.id)
        yield FamilyMember(row.id, row.name, level, row.country, row.lifecycle_stage)
        if level < DEEPEST:
            yield from _below(session, row.id, level + 1, seen)
