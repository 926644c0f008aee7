"""The forty intents of customer service."""

from __future__ import annotations

from pathlib import Path

from assistant.intents.taxonomy import read_taxonomy

CUSTOMER_SERVICE = read_taxonomy(Path(__file__).with_name("customer_service.json"))
