"""`sdd phr sync`: catch up on the sessions that have no record."""

from collections.abc import Iterator

from sdd.app.phr.existing import find_existing
from sdd.app.phr.place import Surroundings
from sdd.app.phr.sessions import is_worth_a_record, read_session, sessions_of
from sdd.app.phr.write import Wish, Written, write_record
from sdd.workspace.roots import Root


def sync(root: Root, around: Surroundings, *, dry: bool = False) -> Iterator[Written]:
    """Write a record for every session of the project that has none, the oldest first.

    Sessions in which nobody asked for anything and nothing was written are passed over, and so
    are those that are a part of another one.
    """
    for transcript in reversed(list(sessions_of(root, around))):
        if find_existing(root.path, transcript.id):
            continue
        session = read_session(transcript)
        if is_worth_a_record(session) and not find_existing(root.path, session.id):
            yield write_record(root, around, session, Wish(dry=dry))
