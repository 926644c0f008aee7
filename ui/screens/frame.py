"""What every page has at its top."""

from __future__ import annotations

import gradio as gr
from gradio.components.navbar import Navbar

from ui.escape import markdown


def top(title: str) -> None:
    """The page's heading, for those who hear the page; the navigation stands above every page already."""
    Navbar(visible=False)  # ours stands above
    gr.Markdown(f"# {markdown(title)}", elem_classes="crm-heading", container=False)


def notices_markdown(broken: tuple[str, ...], working: tuple[str, ...] = ()) -> str:
    """What does not work at present, then what is being done, one line each."""
    lines = [f"⚠ {markdown(notice)}" for notice in broken] + [f"⏳ {markdown(notice)}" for notice in working]
    return "\n\n".join(lines)
