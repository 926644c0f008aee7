"""The small pages rendered on the server."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from string import Template

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ui.escape import markup, plain

_HERE = Path(__file__).parent


def _legible(value: object) -> object:
    """Text without marks that reorder what a reader sees."""
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


_JINJA = Environment(
    loader=FileSystemLoader([_HERE / "pages" / "desk"]),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    finalize=_legible,
)


def asset(name: str) -> str:
    """The text of a file in `ui/static`."""
    return (_HERE / "static" / name).read_text(encoding="utf-8")


def template(name: str) -> Template:
    """A page of `ui/pages`."""
    return Template((_HERE / "pages" / f"{name}.html").read_text(encoding="utf-8"))


def rendered(name: str, values: Mapping[str, object], *, status: int = 200) -> HTMLResponse:
    """Render a page of `ui/pages/desk`; every value is escaped, a missing one is an error."""
    body = _JINJA.get_template(f"{name}.html").render(values)
    return HTMLResponse(body, status_code=status)


def page(name: str, *, title: str, status: int = 200, values: dict[str, str] | None = None) -> HTMLResponse:
    """Render a page inside the common frame; every value is escaped."""
    escaped = {key: markup(value) for key, value in (values or {}).items()}
    body = template(name).substitute(escaped)
    return HTMLResponse(template("frame").substitute(title=markup(title), body=body), status_code=status)
