"""Under which paths applications are reached that other ones mount."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from sdd.model.routes import Route


def with_mounts(routes: Iterable[Route]) -> Iterator[Route]:
    """The rows, each with the paths at which its application is mounted, at any depth."""
    routes = tuple(routes)
    above: dict[str, list[Route]] = defaultdict(list)
    for route in routes:
        if route.kind == "mount" and route.endpoint:
            above[route.endpoint].append(route)
    for route in routes:
        if route.app in above:
            mounted = tuple(dict.fromkeys(_paths(route.app, above, (route.app,))))
            yield replace(route, mounted=mounted)
        else:
            yield route


def _paths(app: str, above: dict[str, list[Route]], seen: tuple[str, ...]) -> Iterator[str]:
    """The paths of an application: of its mounts, below those of what mounts it."""
    for mount in above[app]:
        outer = mount.app
        if outer is None or outer not in above:
            yield mount.path
        elif outer not in seen:
            yield from (f"{path}{mount.path}" for path in _paths(outer, above, (*seen, outer)))
