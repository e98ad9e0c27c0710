"""The `sdd` command, installed or as `python -m sdd`."""

import sys


def main() -> None:
    """Run the command; modules of the current folder, the checked project, are never imported."""
    if not sys.flags.safe_path:
        del sys.path[0]
    # What agents call at every edit waits for no command line library.
    if sys.argv[1:2] == ["hook"]:
        from sdd.cli.hook import run_hook

        run_hook(sys.argv[2:])
    from sdd.cli.main import run

    run()


if __name__ == "__main__":
    main()
