"""Write into the README what the code prints, so that the two cannot drift apart.

python scripts/fill_readme.py           rewrites README.md
python scripts/fill_readme.py --check   fails if it would change
python scripts/fill_readme.py --command N   prints the Nth shell block, for CI
"""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
SECONDS = re.compile(r" in \d+\.\d+ s\b")


def command_output(*words: str) -> str:
    """What `sdd` prints on both streams, at a fixed width and without colour."""
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "90", "TERMINAL_WIDTH": "90"}
    done = subprocess.run(
        [sys.executable, "-m", "sdd", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return SECONDS.sub("", done.stdout + done.stderr)


def sample_output() -> str:
    """Some findings of the sample, and the summary."""
    text = command_output("check", "examples/bookshop/app", "--select", "ASY301,SEC101")
    blocks = text.split("\n\nexamples/")
    shown = "\n\nexamples/".join(blocks[:2])
    summary = text[text.rindex("Found ") :]
    return f"```text\n{shown}\n\n...\n\n{summary.rstrip()}\n```"


def help_output() -> str:
    """The help of the command and of `check`."""
    parts = (command_output("--help"), command_output("check", "--help"))
    text = "\n\n".join(part.strip() for part in parts)
    return "```text\n" + "\n".join(line.rstrip() for line in text.splitlines()) + "\n```"


def rules_table() -> str:
    """The table that `sdd rules --format markdown` prints."""
    return command_output("rules", "--format", "markdown").strip()


BLOCKS = {"output": sample_output, "help": help_output, "rules": rules_table}


def filled(text: str) -> str:
    """The README with its generated blocks renewed."""
    for name, produce in BLOCKS.items():
        start, end = f"<!-- {name}:start -->", f"<!-- {name}:end -->"
        before, _, rest = text.partition(start)
        _, _, after = rest.partition(end)
        text = f"{before}{start}\n{produce()}\n{end}{after}"
    return text


def shell_block(number: int) -> str:
    """The Nth `sh` block of the README, counted from 1."""
    blocks = re.findall(r"```sh\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    return str(blocks[number - 1]).strip()


def main(arguments: list[str]) -> int:
    """Run as a script; returns the exit code."""
    if arguments[:1] == ["--command"]:
        print(shell_block(int(arguments[1])))
        return 0
    text = README.read_text(encoding="utf-8")
    renewed = filled(text)
    if arguments == ["--check"]:
        return int(renewed != text)
    README.write_text(renewed, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
