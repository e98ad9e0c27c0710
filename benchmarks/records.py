"""Write benchmarks/records.md: how records of public repositories are read.

python -m benchmarks.records FOLDER

FOLDER holds clones of the repositories that the page names, bare or not, each as `owner+name`, or
as `owner+name/repo`. Only what a clone has at HEAD is read, through git; nothing is checked out.
"""

import sys
from pathlib import Path

from benchmarks.decision_records import describe_decisions
from benchmarks.prompt_records import describe_prompts

PAGE = Path(__file__).with_name("records.md")
HEAD = """# Records of public repositories

Written by `python -m benchmarks.records FOLDER`; what the columns mean is said with each table.
"""
# Each part of the page: a heading and its text for a folder of clones.
PARTS = (describe_decisions, describe_prompts)


def main(arguments: list[str]) -> int:
    """Run as a script; returns the exit code."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print(__doc__, file=sys.stderr)
        return 2
    text = "\n".join([HEAD, *(part(Path(arguments[0])) for part in PARTS)])
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
