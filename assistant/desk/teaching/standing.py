"""Which labels may stand without a person's look, by what this team judged right and wrong."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from assistant.desk.teaching.labels import may_lead
from assistant.records.corrections import Corrections, Said
from assistant.records.settings import HomeSettings
from assistant.understanding.memory.drift import FALSE_ALARM, is_alarm
from assistant.understanding.memory.risk import MOST_WRONG, NEVER, Judged, Threshold, needed, threshold
from assistant.views import LOCAL_ADMIN, UserView

KEY, TRIED = "standing_labels", "standing_labels_tried"  # the settings that keep what was settled, when it was tried


@dataclass(frozen=True, slots=True)
class Standing:
    """From which confidence on intents stand by themselves, with how that has gone since."""

    threshold: Threshold
    since: int  # judgements of standing labels since it was settled
    wrong_since: int
    is_drifting: bool
    nothing_stands: bool = False  # it was settled anew after an alarm, and no confidence could be promised

    @property
    def cut(self) -> float | None:
        """Lowest confidence of an intent that stands by itself: none does from an alarm on until it is settled anew.

        None while this team has judged too little: then the bands that ship decide.
        """
        if self.is_drifting or self.nothing_stands:
            return NEVER
        return self.threshold.cut if self.threshold.is_known else None

    @property
    def sentence(self) -> str:
        """What a person reads."""
        known = self.threshold
        if self.nothing_stands:
            return (
                f"Nothing stands by itself: {known.judged:,} labels of this model are judged, too many of them wrong "
                f"to promise {MOST_WRONG:.0%} at any confidence. Judge more, then settle it anew."
            )
        if not known.is_known:
            return (
                f"Not enough corrections yet: {known.judged:,} labels of this model are judged, at least "
                f"{known.needed} right ones in a row of the surest are needed to promise {MOST_WRONG:.0%}."
            )
        words = (
            f"Intents of {known.cut:.0%} confidence or more may stand by themselves: "
            f"{known.wrong} of {known.standing:,} judged ones were wrong, at most {MOST_WRONG:.0%} are to be expected."
        )
        if self.is_drifting:
            return f"{words} ALARM: {self.wrong_since} of {self.since} since then were wrong; settle it anew."
        since = f"Since then {self.wrong_since} of {self.since} were wrong"
        return f"{words} {since}; a false alarm has a chance of {FALSE_ALARM:.0%}."


@dataclass(frozen=True, slots=True)
class StandingLabels:
    """Settles the threshold of a home, then watches it."""

    corrections: Corrections
    settings: HomeSettings

    def settle(self, user: UserView, model_version: str) -> Standing:
        """Work the threshold out from every judgement of the model's intents so far.

        Raises:
            Forbidden: The role may not settle it.
        """
        may_lead(user)
        judged = self._judged(model_version)
        found = threshold([_judgement(one) for one in judged])
        if found.is_known or self._settled(model_version):
            kept = {"model": model_version, "cut": found.cut, "upto": judged[-1].id if judged else 0}
            self.settings.set(KEY, json.dumps(kept))
        return self.now(model_version)

    def now(self, model_version: str) -> Standing:
        """The threshold that was settled for this model, with what came since."""
        kept, judged = self._settled(model_version), self._judged(model_version)
        if not kept or kept["cut"] == NEVER:
            nothing = Threshold(NEVER, len(judged), 0, 0, needed())
            return Standing(nothing, 0, 0, is_drifting=False, nothing_stands=bool(kept))
        before = [_judgement(one) for one in judged if one.id <= kept["upto"]]
        later = [_judgement(one) for one in judged if one.id > kept["upto"]]
        stood = [one.wrong for one in later if one.confidence >= kept["cut"]]
        standing = [one for one in before if one.confidence >= kept["cut"]]
        known = Threshold(kept["cut"], len(before), len(standing), sum(one.wrong for one in standing), needed())
        return Standing(known, len(stood), sum(stood), is_drifting=is_alarm(stood, allowed=MOST_WRONG))

    def settle_first(self, model_version: str) -> bool:
        """Settle the threshold for this model once it can be promised; whether that happened now.

        It is tried whenever the judgements have doubled, lest a look at each of them finds a lucky moment. What was
        settled stays until somebody settles it anew: an alarm asks for a person's look.
        """
        judged = len(self._judged(model_version))
        tried = json.loads(self.settings.get(TRIED) or "{}")
        last = tried.get("judged", 0) if tried.get("model") == model_version else 0
        if self._settled(model_version) or judged < max(needed(), 2 * last):
            return False
        self.settings.set(TRIED, json.dumps({"model": model_version, "judged": judged}))
        return self.settle(LOCAL_ADMIN, model_version).threshold.is_known

    def _settled(self, model_version: str) -> dict[str, Any]:
        """What was settled for this model; empty when nothing was."""
        kept: dict[str, Any] = json.loads(self.settings.get(KEY) or "{}")
        return kept if kept.get("model") == model_version else {}

    def _judged(self, model_version: str) -> list[Said]:
        """The model's own intents that people judged, the last word on each message, oldest first.

        One that was taken back is none.
        """
        last = {
            one.message_id: one
            for one in self.corrections.every()
            if one.field == "intent"
            and one.undone_at is None
            and one.base_version == model_version
            and one.confidence is not None
        }
        return sorted(last.values(), key=lambda one: one.id)


def _judgement(said: Said) -> Judged:
    return Judged(said.confidence or 0.0, wrong=said.before != said.after)
