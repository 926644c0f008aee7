"""The records in a PostgreSQL database: who may read what is decided there."""

from assistant.records.postgres.access import Access, ensure_access, lender, withdraw
from assistant.records.postgres.address import Address
from assistant.records.postgres.engines import guarded_engine, reading_engine, writing_engine
from assistant.records.postgres.shadowing import shadowed
from assistant.records.postgres.soundness import soundness

__all__ = [
    "Access",
    "Address",
    "ensure_access",
    "guarded_engine",
    "lender",
    "reading_engine",
    "shadowed",
    "soundness",
    "withdraw",
    "writing_engine",
]
