from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.registry import discover
from assistant.tool import Tool

FILE = '''
from assistant.messages import Result
from assistant.tool import tool
@tool(effect="read", title="t", examples=("x",))
def {name}(context):
    """Do it."""
    return Result("chat", "done")
'''


def package(folder: Path, name: str, files: dict[str, str]) -> None:
    (folder / name).mkdir()
    (folder / name / "__init__.py").touch()
    for file, tool_name in files.items():
        (folder / name / file).write_text(FILE.format(name=tool_name))


def test_a_new_file_is_a_new_tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package(tmp_path, "some_tools", {"a.py": "first", "b.py": "second"})
    monkeypatch.syspath_prepend(tmp_path)
    assert list(discover("some_tools", Tool)) == ["first", "second"]


def test_two_tools_of_one_name_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package(tmp_path, "twin_tools", {"a.py": "same", "b.py": "same"})
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ValueError, match="two of Tool are named 'same'"):
        discover("twin_tools", Tool)


def test_importing_the_package_loads_no_heavy_library() -> None:
    code = "import assistant, sys; print(sorted({'torch', 'gradio', 'faiss', 'sqlalchemy'} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
