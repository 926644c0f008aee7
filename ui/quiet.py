"""Keeps Gradio from printing what people say."""

from __future__ import annotations

import sys
import warnings

from gradio import queueing

from ui.edge import log_failure, new_reference


class _Traceback:
    """Stands in for the module `traceback`, with which Gradio prints exceptions whose messages hold people's words."""

    def print_exc(self) -> None:
        """Log the current exception by its type with its place."""
        error = sys.exc_info()[1]
        if error is not None:
            log_failure(new_reference(), error)


def quieten_gradio() -> None:
    """Log failures of events as we log ours; drop warnings, which repeat the values that they are about."""
    vars(queueing)["traceback"] = _Traceback()
    warnings.filterwarnings("ignore", module=r"gradio(\.|$)")
