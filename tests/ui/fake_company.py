"""Who works at the small company of the pages' tests, and when."""

from __future__ import annotations

from datetime import UTC, datetime

from assistant.views import (
    UserView,
)

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ADA = UserView(1, "Ada", "admin")
BEN = UserView(2, "Ben", "agent")
EVIL = '<img src=x onerror="alert(1)"> ![x](http://evil.test/x.png) **bold** [link](javascript:alert(1))'
