"""The README says what the code does: its blocks equal what the command prints."""

import importlib.util
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def load_script() -> Any:
    spec = importlib.util.spec_from_file_location("fill_readme", ROOT / "scripts/fill_readme.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_blocks_of_the_readme_are_up_to_date() -> None:
    script = load_script()
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert script.filled(text) == text


def test_the_readme_opens_with_the_two_commands() -> None:
    script = load_script()
    assert script.shell_block(1).endswith("sdd check examples/bookshop")
    assert script.shell_block(2).endswith("-m pytest")
