"""Settings that go against what the constitution demands."""

from collections.abc import Iterator, Mapping

from sdd.model.finding import Article, Place, Severity
from sdd.model.policy import Override
from sdd.model.settings import Settings


def find_overrides(articles: Mapping[str, Article], settings: Settings) -> tuple[Override, ...]:
    """Each setting that turns off or lowers a rule that a MUST demands, in code order.

    articles: the clause behind each bound code. What the command line leaves out for one run is
    no setting.
    """
    return tuple(
        override
        for code, article in sorted(articles.items())
        if article.severity is Severity.ERROR
        for override in _of_rule(code, article, settings)
    )


def _of_rule(code: str, article: Article, settings: Settings) -> Iterator[Override]:
    if code in settings.ignore:
        yield Override(code, "`ignore` turns it off", _place(settings, "ignore"), article)
    elif settings.select and code not in settings.select:
        yield Override(code, "`select` leaves it out", _place(settings, "select"), article)
    lowered = settings.severity.get(code)
    if lowered and lowered.rank < Severity.ERROR.rank:
        place = _place(settings, "severity", code)
        yield Override(code, f"`severity` lowers it to {lowered.value}", place, article)
    for rules in settings.per_path:
        if code in rules.ignore:
            how = f"`per-path` turns it off below {rules.pattern}"
            yield Override(
                code, how, _place(settings, "per-path", rules.pattern), article, partial=True
            )


def _place(settings: Settings, *path: str) -> Place:
    line = settings.line(*path)
    return Place(settings.origin, line, 1, line, 1)
