"""Short notices in the corner of the page."""

from __future__ import annotations

import gradio as gr

from ui.escape import markdown
from ui.handlers.edge import Failure


def warn(failure: Failure) -> None:
    """Tell the person what did not work."""
    gr.Warning(markdown(str(failure)), title="That did not work")
