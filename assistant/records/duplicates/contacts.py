"""Compares contacts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import JaroWinkler
from sqlalchemy import Select, select

from assistant.records.batches.vocabulary import fold
from assistant.records.duplicates.names import digits, mailbox, own_domain
from assistant.records.duplicates.weights import Evidence
from assistant.records.schema import Contact

FIELDS: Select[*tuple[object, ...]] = select(
    Contact.id, Contact.first_name, Contact.last_name, Contact.email, Contact.phone, Contact.title, Contact.account_id
)


@dataclass(frozen=True, slots=True)
class ContactView:
    """What is compared of a contact."""

    id: int
    first: str
    last: str
    email: str
    phone: str
    title: str
    account_id: int | None

    @classmethod
    def of(cls, row: tuple[object, ...]) -> ContactView:
        """Make one of a row of `FIELDS`."""
        id_, first, last, email, phone, title, account = row
        return cls(
            int(str(id_)), fold(str(first or "")), fold(str(last or "")), mailbox(str(email or "")),
            digits(str(phone or "")), fold(str(title or "")), account if isinstance(account, int) else None,
        )  # fmt: skip


def blocks(contact: ContactView) -> Iterator[str]:
    """Keys of which two contacts must share one to be compared at all."""
    if contact.email:
        yield f"mail {contact.email}"
    if contact.phone:
        yield f"phone {contact.phone}"
    if contact.last:
        yield f"name {contact.last} {contact.first[:1]}"
        yield f"near {contact.account_id} {contact.last[:3]}"
    if contact.last and contact.first:
        yield f"turned {' '.join(sorted((contact.first, contact.last)))}"


def compare(one: ContactView, other: ContactView) -> list[Evidence]:
    """Everything that speaks for or against two contacts being one person."""
    found = [*_names(one, other), *_addresses(one, other)]
    if one.phone and other.phone:
        found.append(Evidence(6.0, "the same telephone number") if one.phone == other.phone else Evidence(-1.0))
    if one.account_id and other.account_id:
        same = one.account_id == other.account_id
        found.append(Evidence(3.0, "at the same account") if same else Evidence(-3.0))
    if one.title and other.title:
        found.append(Evidence(1.0) if one.title == other.title else Evidence(-0.5))
    return found


def _names(one: ContactView, other: ContactView) -> Iterator[Evidence]:
    if not (one.last or one.first) or not (other.last or other.first):
        return
    if (one.first, one.last) == (other.first, other.last):
        yield Evidence(5.0, "the same name")
        return
    if one.first and (one.first, one.last) == (other.last, other.first):
        yield Evidence(4.0, "first and last name swapped")
        return
    last = JaroWinkler.similarity(one.last, other.last)
    if last < 0.9:
        yield Evidence(-7.0)
        return
    shorter, longer = sorted((one.first, other.first), key=len)
    if one.last == other.last and len(shorter) <= 1 and longer.startswith(shorter):
        yield Evidence(2.0, "the same last name with the initial of the first")
    elif one.last == other.last and len(shorter) > 2 and longer.startswith(shorter):
        yield Evidence(3.0, "the same last name with a short form of the first")
    elif JaroWinkler.similarity(one.first, other.first) >= 0.9:
        yield Evidence(3.5, "nearly the same name")
    else:
        yield Evidence(-6.0)  # another member of the family


def _addresses(one: ContactView, other: ContactView) -> Iterator[Evidence]:
    if not one.email or not other.email:
        return
    if one.email == other.email:
        yield Evidence(10.0, f"the same address {one.email}")
        return
    left, right = one.email.partition("@")[0], other.email.partition("@")[0]
    if left == right and len(left) > 4:
        yield Evidence(3.0, "the same name before the @")
    elif own_domain(one.email) and own_domain(one.email) == own_domain(other.email):
        yield Evidence(1.5 if JaroWinkler.similarity(left, right) >= 0.92 else -3.0)
    else:
        yield Evidence(-1.0)
