"""How well a home's records fit what the assistant can do with them."""

from assistant.records.fit.came import Came
from assistant.records.fit.kept import FitReports
from assistant.records.fit.needs import Feature
from assistant.records.fit.odd import OddRow
from assistant.records.fit.read import Share
from assistant.records.fit.report import FitReport, fit_report

__all__ = ["Came", "Feature", "FitReport", "FitReports", "OddRow", "Share", "fit_report"]
