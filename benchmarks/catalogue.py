"""Write benchmarks/catalogue.md: does each name of the catalogue exist in the real library?

python -m benchmarks.catalogue --python /path/to/python    one that has the libraries installed
python -m benchmarks.catalogue --python ... redis boto3    only these; prints, writes nothing

Claims are made here, from `sdd/link/libraries`, and judged by `inspect_library.py` in the other
interpreter, one process a library. `catalogue_exceptions.toml` lists what only seems wrong, and
why.
"""

import argparse
import json
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sdd.link.library import Function, TypeName
from sdd.link.library_files import Library, library_files, load_library

HERE = Path(__file__).parent
PAGE = HERE / "catalogue.md"
EXCEPTIONS = HERE / "catalogue_exceptions.toml"
HEAD = """# The catalogue against the libraries

Written by `python -m benchmarks.catalogue`; what it checks is in [README.md](README.md).
Python {python}. {claims} claims about {libraries} libraries, of which {absent} are not installed
here and could not be asked. {faults} do not hold; {excepted} only seem not to, each for the reason
in [catalogue_exceptions.toml](catalogue_exceptions.toml).

| library | version | claims | wrong | excepted |
|---|---|---:|---:|---:|
"""
VERSIONS = """
import importlib.metadata as m, json, sys
owners = m.packages_distributions()
names = json.load(sys.stdin)
found = {n: next((m.version(d) for d in owners.get(n, ())), "") for n in names}
found.update({n: "stdlib" for n in names if n in sys.stdlib_module_names})
json.dump({"python": sys.version.split()[0], "found": found}, sys.stdout)
"""
Claim = dict[str, str]


def main(arguments: list[str]) -> int:
    """Run as a script; returns 1 where a claim does not hold."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("libraries", nargs="*")
    given = parser.parse_args(arguments)
    names = given.libraries or sorted(library_files(), key=str.lower)
    about = ask(given.python, ["-c", VERSIONS], names)
    exceptions = tomllib.loads(EXCEPTIONS.read_text(encoding="utf-8"))
    rows, total = [], Counter(claims=0, faults=0, excepted=0, absent=0)
    for name in names:
        made = list(claims(load_library(name)))
        version = about["found"][name]
        faults = ask(given.python, [str(HERE / "inspect_library.py")], made) if version else []
        wrong = [each for each in faults if not is_excepted(each["name"], exceptions)]
        counts = (len(made), len(wrong), len(faults) - len(wrong))
        total.update(dict(zip(("claims", "faults", "excepted"), counts, strict=True)))
        total["absent"] += not version
        rows.append(" | ".join(("| " + name, version or "not installed", *map(str, counts))) + " |")
        for each in wrong:
            print(f"{each['kind']:9} {each['name']} {each['fault']}")
    if not given.libraries:
        text = HEAD.format(python=about["python"], libraries=len(names), **total)
        PAGE.write_text(text + "\n".join(rows) + "\n", encoding="utf-8", newline="\n")
    print(dict(total))
    return 1 if total["faults"] else 0


def is_excepted(name: str, exceptions: dict[str, str]) -> bool:
    """Whether a name, or with `.*` all below it, has a reason written down."""
    return any(
        name.startswith(each[:-1]) if each.endswith("*") else name == each for each in exceptions
    )


def ask(python: str, command: list[str], given: object) -> Any:
    """What another interpreter answers, JSON in and out.

    -P: a script of this folder, as `secrets.py`, must not stand for a module of the library.
    """
    done = subprocess.run(
        [python, "-P", *command],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        timeout=300,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout)


def claims(library: Library) -> Iterator[Claim]:
    """Everything that a file says which can be seen in the library itself."""
    for alias, name in library.aliases.items():
        yield {"kind": "same", "name": alias, "other": name}
    for name in library.text.module:
        module = library.find_module(name)
        assert module is not None
        yield {"kind": "module", "name": name}
        for function in module.functions.values():
            yield from _about(function, name)
        yield from (_attribute(name, word) for word in module.attributes)
    for name in library.text.classes:
        known = library.find_class(name)
        assert known is not None
        yield {"kind": "class", "name": name}
        yield from ({"kind": "base", "name": name, "other": base} for base in known.bases)
        for function in known.methods.values():
            yield from _about(function, name)
        yield from (_attribute(name, word) for word in known.attributes)


def _attribute(owner: str, word: str) -> Claim:
    return {"kind": "attribute", "name": f"{owner}.{word}"}


def _about(function: Function, owner: str) -> Iterator[Claim]:
    kind = "awaited" if function.awaitable else "blocking" if function.blocking else "callable"
    yield {"kind": kind, "name": function.name}
    # Iterating and entering give what annotations wrap, or do not say.
    if function.returns and not function.name.rpartition(".")[2].startswith("__"):
        yield {"kind": "returns", "name": function.name, "other": _outer(function.returns, owner)}


def _outer(kind: TypeName, owner: str) -> str:
    return owner if kind.name == "Self" else kind.name


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
