"""Which numbers of a text stand in none of the places a reply takes figures from."""

from __future__ import annotations

import re

from assistant.messages import Result

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?%?")


def unsupported_numbers(result: Result) -> list[str]:
    """Numbers in the text of a result that its table, figures, reading, citations do not hold."""
    cells = [cell for row in (result.table.rows if result.table else ()) for cell in row]
    values = [float(cell) for cell in cells if isinstance(cell, int | float)]
    values += [figure.value for figure in result.figures]
    values += [float(len(result.table.rows))] if result.table else []
    words = " ".join(
        [result.reading, *(str(cell) for cell in cells if isinstance(cell, str)), *map(str, result.citations)]
    )
    words += " ".join(citation.title for citation in result.citations)
    return [said for said in NUMBER.findall(result.text) if said not in words and not _among(said, values)]


def _among(said: str, values: list[float]) -> bool:
    text = said.replace(",", "")
    if text.endswith("%"):
        decimals = len(text[:-1].partition(".")[2])
        return any(f"{value * 100:.{decimals}f}" == text[:-1] for value in values)
    decimals = len(text.partition(".")[2])
    return any(f"{abs(value):.{decimals}f}" == text for value in values)
