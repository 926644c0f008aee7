"""Users, as those who manage them see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast, get_args

from sqlalchemy import select
from sqlalchemy.orm import Session, load_only

from assistant.errors import NameTaken, NotFound, UnknownRole
from assistant.records.schema import AuditEvent, Team, User
from assistant.records.signin import Secrets
from assistant.records.userviews import view_of
from assistant.views import LOCAL_ADMIN, Role, UserView


@dataclass(frozen=True, slots=True)
class UserRow:
    """One line of the users page."""

    id: int
    name: str
    email: str | None
    role: str  # viewer | agent | manager | admin
    team: str | None
    region: str | None
    is_active: bool
    has_password: bool


class People(Secrets):
    """Users with all they sign in with."""

    def add_user(self, name: str, *, role: str = "agent", team: str | None = None, email: str | None = None) -> int:
        """Add a user, with the team when it is new; returns the id.

        Raises:
            NameTaken: Another user has the name or the e-mail address, ignoring case.
            UnknownRole: The role is none of ours.
        """
        checked = _role(role)
        with self._store.write() as session:
            for taken in (name, email):
                if taken and _find(session, taken) is not None:
                    raise NameTaken(taken)
            user = User(name=name, email=email, role=checked, team_id=_team_id(session, team), is_active=True)
            user.created_at = user.updated_at = self._clock()
            session.add(user)
            session.flush()
            return user.id

    def list_users(self) -> list[UserRow]:
        """All users by name."""
        columns = (User.id, User.name, User.email, User.role, Team.name, User.region, User.is_active)
        statement = select(*columns, User.password_hash.is_not(None))
        with self._store.trusted() as session:
            rows = session.execute(statement.outerjoin(Team, Team.id == User.team_id).order_by(User.name, User.id))
            return [UserRow(*row) for row in rows]

    def user(self, user_id: int) -> UserView:
        """A user as of now; id 0 is the local administrator.

        Raises:
            NotFound: There is none, or the account is switched off.
        """
        if user_id == LOCAL_ADMIN.id:
            return LOCAL_ADMIN
        with self._store.trusted() as session:
            found = session.get(User, user_id)
            if found is None or not found.is_active:
                raise NotFound("user", str(user_id))
            return view_of(found)

    def user_by_name(self, name: str) -> UserView:
        """The user with this name or e-mail address, ignoring case.

        Raises:
            NotFound: There is none.
        """
        with self._store.trusted() as session:
            found = _find(session, name)
            if found is None:
                raise NotFound("user", name)
            return view_of(found)

    def set_role(self, user_id: int, role: str) -> None:
        """Change what a user may do; it holds at once, in open sessions too.

        Raises:
            NotFound: There is no such user.
            UnknownRole: The role is none of ours.
        """
        checked = _role(role)
        with self._store.write() as session:
            _existing(session, user_id).role = checked

    def set_active(self, user_id: int, *, active: bool) -> None:
        """Switch a user's sign-in on or off; off ends all sessions at the next request.

        Raises:
            NotFound: There is no such user.
        """
        with self._store.write() as session:
            _existing(session, user_id).is_active = active

    def password_hash(self, name: str) -> tuple[int, str] | None:
        """Id and stored hash of the active user with this name or e-mail address, ignoring case."""
        with self._store.trusted() as session:
            found = _find(session, name)
            if found is None or not found.is_active or found.password_hash is None:
                return None
            return found.id, found.password_hash

    def set_password_hash(self, user_id: int, password_hash: str) -> None:
        """Store a password's hash; every session of the user ends.

        Raises:
            NotFound: There is no such user.
        """
        with self._store.write() as session:
            _existing(session, user_id).password_hash = password_hash
        self.revoke_all(user_id)

    def has_administrator(self) -> bool:
        """Whether an active administrator has a password; without one the server stays on this machine."""
        known = select(User.id).where(User.role == "admin", User.is_active.is_(True), User.password_hash.is_not(None))
        with self._store.trusted() as session:
            return session.scalar(known.limit(1)) is not None

    def audit(
        self,
        user_id: int,
        action: str,
        *,
        subject_type: str = "",
        subject_id: int | None = None,
        detail: Mapping[str, Any] | None = None,
    ) -> None:
        """Note who did what; never the text of a message.

        Args:
            user_id: Who; 0 is the local administrator.
            action: What, such as "user.role" or "import.revert".
            subject_type: The table of the record it was done to.
            subject_id: Its id.
            detail: Ids, labels, lengths, durations.
        """
        event = AuditEvent(at=self._clock(), user_id=user_id or None, action=action, subject_type=subject_type)
        event.subject_id, event.detail = subject_id, dict(detail or {})
        with self._store.write() as session:
            session.add(event)


def _find(session: Session, name: str) -> User | None:
    """By name or e-mail address, ignoring case; namesakes go by the lower id, people with a password first."""
    wanted = name.strip().casefold()
    columns = load_only(User.id, User.name, User.email, User.role, User.team_id, User.is_active, User.password_hash)
    users = session.scalars(select(User).options(columns).order_by(User.password_hash.is_(None), User.id))
    return next((user for user in users if wanted in (user.name.casefold(), (user.email or "").casefold())), None)


def _existing(session: Session, user_id: int) -> User:
    found = session.get(User, user_id)
    if found is None:
        raise NotFound("user", str(user_id))
    return found


def _team_id(session: Session, team: str | None) -> int | None:
    if team is None:
        return None
    found = session.scalar(select(Team).where(Team.name == team))
    if found is None:
        found = Team(name=team)
        session.add(found)
        session.flush()
    return found.id


def _role(role: str) -> Role:
    if role not in get_args(Role):
        raise UnknownRole(role)
    return cast(Role, role)
