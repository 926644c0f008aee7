"""Names of companies or people brought to what tells them apart."""

from __future__ import annotations

import re

from assistant.records.batches.vocabulary import fold

LEGAL = frozenset(
    {
        "inc", "incorporated", "corp", "corporation", "co", "company", "ltd", "limited", "llc", "llp", "plc",
        "gmbh", "ag", "kg", "ohg", "ug", "sa", "sas", "sarl", "srl", "spa", "bv", "nv", "ab", "as", "asa", "oy",
        "oyj", "aps", "kk", "pty", "pte", "group", "holding", "holdings", "international", "intl", "the", "and",
        "und", "et", "y", "e",
    }
)  # fmt: skip
"""Words that companies add or drop without becoming others."""
MAILBOXES = frozenset(
    {
        "gmail.com", "googlemail.com", "yahoo.com", "hotmail.com", "outlook.com", "live.com", "icloud.com",
        "me.com", "gmx.de", "gmx.net", "web.de", "aol.com", "proton.me", "protonmail.com", "mail.com", "qq.com",
        "163.com", "yandex.ru", "orange.fr", "free.fr", "laposte.net", "libero.it",
    }
)  # fmt: skip
"""Domains that say nothing about a company."""


def tokens(name: str) -> tuple[str, ...]:
    """The words of a company's name, folded, without legal forms; all of them when nothing else is left."""
    words = tuple(folded for word in re.split(r"[\s,./&+-]+", name) if (folded := _spelt(fold(word))))
    core = tuple(word for word in words if word not in LEGAL)
    return core or words


def _spelt(word: str) -> str:
    """Umlauts written out are the same as those whose dots a fold has taken."""
    return word.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def digits(text: str | None) -> str:
    """The last nine digits of a telephone number, which country and area codes leave alone; else nothing."""
    found = re.sub(r"\D", "", text or "")
    return found[-9:] if len(found) >= 7 else ""


def mailbox(email: str | None) -> str:
    """An e-mail address without case, without what follows a plus sign."""
    local, at, domain = (email or "").strip().lower().partition("@")
    return f"{local.partition('+')[0]}@{domain}" if at and local and domain else ""


def own_domain(address: str | None) -> str:
    """The domain of an address or a site, unless anybody may have a mailbox there."""
    domain = (address or "").strip().lower().rpartition("@")[2].removeprefix("www.")
    return "" if domain in MAILBOXES else domain
