"""Teaching the reader: corrections with their preview, own intents, what comes of both."""

from assistant.desk.teaching.changes import Applied, Change, IntentDraft, Preview
from assistant.desk.teaching.labels import CORRECTORS, LEADS, CannotTeach
from assistant.desk.teaching.material import Lesson, lessons
from assistant.desk.teaching.newintents import NewIntents
from assistant.desk.teaching.places import Places
from assistant.desk.teaching.standing import Standing, StandingLabels
from assistant.desk.teaching.suggesting import Suggestion
from assistant.desk.teaching.teaching import Teaching

__all__ = [
    "CORRECTORS",
    "LEADS",
    "Applied",
    "CannotTeach",
    "Change",
    "IntentDraft",
    "Lesson",
    "NewIntents",
    "Places",
    "Preview",
    "Standing",
    "StandingLabels",
    "Suggestion",
    "Teaching",
    "lessons",
]
