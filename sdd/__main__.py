"""`python -m sdd` is the same command as `sdd`."""

import sys


def main() -> None:
    """Run the command; modules of the current folder, the checked project, are never imported."""
    if not sys.flags.safe_path:
        del sys.path[0]
    from sdd.cli.main import run

    run()


if __name__ == "__main__":
    main()
