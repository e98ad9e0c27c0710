"""PHR101."""

import re
from collections.abc import Iterator
from datetime import date

from sdd.plugin import (
    ROUTED,
    STAGES,
    Context,
    Finding,
    Meta,
    Offending,
    Place,
    PromptRecord,
    Rule,
    Severity,
    Sound,
    stage_called,
)

_PATH = "history/prompts/001-login/0001-plan-the-login.plan.prompt.md"
_RECORD = """\
---
id: 0001
title: Plan the login
stage: plan
date: 2026-02-03
feature: 001-login
---

## Prompt

Plan the login with signed tokens.
"""
_NAME = re.compile(r"\d{4,}-[a-z0-9-]+\.[a-z]+\.prompt\.md")
_NEEDED = ("id", "title", "stage", "date")


class MalformedPhr(Rule[PromptRecord]):
    """A prompt history record that tools cannot rely on.

    What it finds:
        No fields on top, fields that are no YAML, a missing id, title, stage or date, an unknown
        stage, a date that is none, a file name that says another id or stage than the fields,
        and a record in the folder of another stage or feature. Stages that earlier releases
        knew, other spellings of the fields (`DATE_ISO`, `date_iso`) and other widths of the id
        count one step less.

    Why it matters:
        A record is found by its route, stage and id. What one place says and another denies is
        found by nobody.

    What to do:
        `sdd phr repair` shows what it would change, and changes it.

    Fix safety:
        No fix is offered here; `sdd phr repair` mends ids, routes and fields.
    """

    meta = Meta(
        code="PHR101",
        name="malformed-phr",
        summary="a prompt history record with wrong fields, stage, route or id",
        severity=Severity.ERROR,
        since="0.1.0",
        remedy="Run `sdd phr repair`, which shows the change first, or correct the record.",
    )
    subject = PromptRecord
    examples = (
        Offending("# A\n\n## Prompt\n\nPlan it.\n", 1, "no fields", path=_PATH),
        Offending(_RECORD.replace("title: Plan", "title: Plan: now"), 3, "no YAML", path=_PATH),
        Offending(_RECORD.replace("date: 2026-02-03\n", ""), 1, "no date", path=_PATH),
        Offending(_RECORD.replace("2026-02-03", "yesterday"), 5, "no date: yesterday", path=_PATH),
        Offending(_RECORD.replace("id: 0001", "id: 0002"), 2, "the file name says", path=_PATH),
        Offending(_RECORD.replace("stage: plan", "stage: tasks"), 4, "file name", path=_PATH),
        Offending(
            _RECORD.replace("stage: plan", "stage: dreams"), 4, 'unknown stage "dreams"',
            path=_PATH.replace(".plan.", ".dreams."),
        ),
        Offending(
            _RECORD.replace("stage: plan", "stage: general"), 4, "belongs into",
            path=_PATH.replace(".plan.", ".general."),
        ),
        Offending(_RECORD.replace("001-login", "002-orders"), 6, "the feature 002", path=_PATH),
        Sound(_RECORD, path=_PATH),
        Sound(
            _RECORD.replace("plan", "general").replace("feature: 001-login", "feature: none"),
            path="history/prompts/general/0001-plan-the-login.general.prompt.md",
        ),
    )  # fmt: skip

    def check(self, subject: PromptRecord, context: Context) -> Iterator[Finding]:
        front = subject.front
        top = Place(subject.path)
        if not front.fields:
            yield self.finding(top, "the record has no fields on top", key="fields")
            return
        if front.broken:
            place = Place(subject.path, front.broken_line, 1, front.broken_line, 1)
            yield self.finding(place, f"the fields are no YAML: {front.broken}", key="yaml")
        elif not front.opened:
            yield self.finding(top, "no --- stands above the fields", key="yaml")
        if subject.placeholders:  # nothing is filled in yet, which is PHR102
            return
        yield from self._missing(subject, top)
        yield from self._dialect(subject)
        yield from self._date(subject)
        yield from self._stage(subject)
        yield from self._id(subject)
        yield from self._route(subject)

    def _missing(self, record: PromptRecord, top: Place) -> Iterator[Finding]:
        for key in _NEEDED:
            if not getattr(record, key):
                yield self.finding(top, f"the record has no {key}", key=key)

    def _dialect(self, record: PromptRecord) -> Iterator[Finding]:
        if record.dialect in ("upper", "iso", "nested"):
            keys = next(iter(record.front.fields))
            place = record.place("DATE_ISO", "date_iso", "ID", "TITLE", "prompt_text", keys)
            message = f"the fields are written in another dialect ({record.dialect})"
            yield self.finding(place, message, key="dialect", lower=1)

    def _date(self, record: PromptRecord) -> Iterator[Finding]:
        if record.date and not _is_date(record.date):
            place = record.place("date", "date_iso", "DATE_ISO")
            yield self.finding(place, f"this is no date: {_short(record.date)}", key="date form")

    def _stage(self, record: PromptRecord) -> Iterator[Finding]:
        stage, told = record.stage, record.file_stage
        place = record.place("stage", "STAGE")
        if stage and stage not in STAGES:
            known = stage_called(stage)
            message = f'unknown stage "{_short(stage)}"'
            if known in STAGES:
                yield self.finding(place, f"{message}; it is called {known}", key="stage", lower=1)
            else:
                yield self.finding(place, f"{message}; there are {', '.join(STAGES)}", key="stage")
        if stage and told and stage != told:
            message = f'the file name says stage "{told}", the fields say "{_short(stage)}"'
            yield self.finding(place, message, key="file stage")

    def _id(self, record: PromptRecord) -> Iterator[Finding]:
        place = record.place("id", "ID")
        given, told = record.id, record.file_id
        if given and told and _number(given) != _number(told):
            message = f"the file name says id {told}, the fields say {_short(given)}"
            yield self.finding(place, message, key="file id")
        elif not _NAME.fullmatch(record.path.rpartition("/")[2]):
            message = "the file is not named 0001-words.stage.prompt.md"
            yield self.finding(Place(record.path), message, key="name", lower=1)

    def _route(self, record: PromptRecord) -> Iterator[Finding]:
        wanted = ROUTED.get(record.stage)
        route, feature = record.route, record.feature
        if wanted and route and route != wanted:
            message = f"a record of this stage belongs into history/prompts/{wanted}/"
            yield self.finding(record.place("stage", "STAGE"), message, key="route", lower=1)
        elif not wanted and feature and route and feature.strip("/").split("/")[-1] not in route:
            message = f"the feature {_short(feature)} is not the folder of the record"
            yield self.finding(record.place("feature", "FEATURE"), message, key="route", lower=1)
        elif not wanted and record.stage in STAGES and route in ROUTED.values():
            message = f"a record of this stage belongs into the folder of its feature, not {route}/"
            yield self.finding(record.place("stage", "STAGE"), message, key="route", lower=1)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return text[10:11] in ("", "T", " ")


def _number(text: str) -> str:
    digits = re.search(r"\d+", text)
    return str(int(digits[0][:18])) if digits else text


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}..."
