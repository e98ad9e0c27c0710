"""`python -m sdd` is the same command as `sdd`."""

from sdd.cli.main import run

if __name__ == "__main__":
    run()
