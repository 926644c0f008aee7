"""Which labels may stand without a person's look, by what this team judged right and wrong."""

from __future__ import annotations

import json
from dataclasses import dataclass

from assistant.desk.teaching.labels import may_lead
from assistant.records.corrections import Corrections, Said
from assistant.records.settings import HomeSettings
from assistant.understanding.memory.drift import FALSE_ALARM, is_alarm
from assistant.understanding.memory.risk import MOST_WRONG, NEVER, Judged, Threshold, threshold
from assistant.views import LOCAL_ADMIN, UserView

KEY = "standing_labels"  # the setting that keeps what was settled


@dataclass(frozen=True, slots=True)
class Standing:
    """From which confidence on intents stand by themselves, with how that has gone since."""

    threshold: Threshold
    since: int  # judgements of standing labels since it was settled
    wrong_since: int
    is_drifting: bool

    @property
    def cut(self) -> float | None:
        """Lowest confidence of an intent that stands by itself: none does while the alarm is on.

        None while this team has judged too little: then the bands that ship decide.
        """
        if self.is_drifting:
            return NEVER
        return self.threshold.cut if self.threshold.is_known else None

    @property
    def sentence(self) -> str:
        """What a person reads."""
        known = self.threshold
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
        if found.is_known:
            kept = {"model": model_version, "cut": found.cut, "upto": judged[-1].id}
            self.settings.set(KEY, json.dumps(kept))
        return Standing(found, 0, 0, is_drifting=False)

    def now(self, model_version: str) -> Standing:
        """The threshold that was settled for this model, with what came since."""
        kept = json.loads(self.settings.get(KEY) or "{}")
        judged = self._judged(model_version)
        if kept.get("model") != model_version:
            found = threshold([_judgement(one) for one in judged])
            return Standing(Threshold(NEVER, found.judged, 0, 0, found.needed), 0, 0, is_drifting=False)
        before = [_judgement(one) for one in judged if one.id <= kept["upto"]]
        later = [_judgement(one) for one in judged if one.id > kept["upto"]]
        stood = [one.wrong for one in later if one.confidence >= kept["cut"]]
        standing = [one for one in before if one.confidence >= kept["cut"]]
        known = Threshold(kept["cut"], len(before), len(standing), sum(one.wrong for one in standing), 0)
        return Standing(known, len(stood), sum(stood), is_drifting=is_alarm(stood, allowed=MOST_WRONG))

    def settle_first(self, model_version: str) -> bool:
        """Settle the threshold as soon as it can be promised for this model; whether that happened now.

        What was settled stays until somebody settles it anew: an alarm asks for a person's look.
        """
        kept = json.loads(self.settings.get(KEY) or "{}")
        if kept.get("model") == model_version:
            return False
        return self.settle(LOCAL_ADMIN, model_version).threshold.is_known

    def _judged(self, model_version: str) -> list[Said]:
        """The model's own intents that people judged, oldest first; one that was taken back is none."""
        return [
            one
            for one in self.corrections.every()
            if one.field == "intent"
            and one.undone_at is None
            and one.base_version == model_version
            and one.confidence is not None
        ]


def _judgement(said: Said) -> Judged:
    return Judged(said.confidence or 0.0, wrong=said.before != said.after)
