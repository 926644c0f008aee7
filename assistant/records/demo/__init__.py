"""An invented company with two years of records, written from a seed."""

from assistant.records.demo.build import build, concepts
from assistant.records.demo.days import DATA_DATE
from assistant.records.demo.load import DemoCounts, load
from assistant.records.demo.story import Story

__all__ = ["DATA_DATE", "DemoCounts", "Story", "build", "concepts", "load"]
