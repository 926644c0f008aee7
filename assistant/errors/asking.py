"""What can be wrong with a request, or with who makes it."""

from __future__ import annotations

from assistant.errors.kinds import UserFixable


class EmptyMessage(UserFixable):
    """There was nothing to answer."""

    def __init__(self) -> None:
        super().__init__(
            "empty message", reply="There was no text in that message; type a question or paste a customer's message."
        )


class MessageTooLong(UserFixable):
    """A message longer than a person writes."""

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(
            f"message of {length} characters, limit {limit}",
            reply=f"That message has {length:,} characters and I read up to {limit:,}; "
            "use `crm-assistant tag` for whole files.",
        )


class NotFound(UserFixable):
    """A named record does not exist, or the user may not see it; both read the same."""

    def __init__(self, kind: str, name: str, near: tuple[str, ...] = ()) -> None:
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        super().__init__(f"no {kind} {name!r}", reply=f"I can't find the {kind} “{name}”.{hint}")
        self.near = near


class NothingNamed(UserFixable):
    """A request about one record names none that the user may see."""

    def __init__(self, kind: str) -> None:
        super().__init__(
            f"no {kind} named", reply=f"I don't see which {kind} you mean; write its name as the records have it."
        )


class NameTaken(UserFixable):
    """Two users may not share a name or an e-mail address."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is already a user {name!r}: choose another name or e-mail address.")


class UnknownRole(UserFixable):
    """A role that does not exist."""

    def __init__(self, role: str) -> None:
        super().__init__(f"There is no role {role!r}: choose viewer, agent, manager or admin.")


class Forbidden(UserFixable):
    """The user's role does not allow this."""

    def __init__(self, action: str) -> None:
        super().__init__(
            f"forbidden: {action}", reply=f"Your role does not allow you to {action}; ask an administrator."
        )


class TooSlow(UserFixable):
    """A query ran into its deadline."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"query over its {seconds:g} s deadline",
            reply="That question would read too many rows at once; narrow it to a period, a team or an account.",
        )


class NumberTooLarge(UserFixable):
    """A whole number beyond what the records can hold."""

    def __init__(self) -> None:
        super().__init__("A number there is larger than the records can hold: use one up to 2,147,483,647.")


class UnstorableText(UserFixable):
    """A text with a NUL in it, which not every database can hold or look for."""

    def __init__(self) -> None:
        super().__init__("There is a NUL character (U+0000) in that text: take it out, then try again.")
