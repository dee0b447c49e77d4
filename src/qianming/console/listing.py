"""The first page's list: its filter as it stands in the address, and one page of rows by keyset.

A page begins after the last row of the one before, so it costs the same at any depth and skips nothing when
rows arrive meanwhile.
"""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict

from qianming.console.standing import Standing, with_latest_state, within
from qianming.registry.models import Signature

PAGE_SIZE = 20
_NAME_LENGTH = 50


@dataclass(frozen=True, slots=True)
class Filter:
    """What the reader asked for; `before` is the id after which the page begins, None for the first page."""

    standing: Standing | None = None
    name: str = ""
    before: int | None = None

    @property
    def is_narrowed(self) -> bool:
        """Whether rows may be left out for another reason than paging."""
        return self.standing is not None or bool(self.name)

    def query(self) -> str:
        """The filter as the query of an address, with its question mark; empty for the plain list."""
        parts = {
            "state": self.standing.value if self.standing else "",
            "name": self.name,
            "before": str(self.before) if self.before else "",
        }
        written = urlencode({key: value for key, value in parts.items() if value})
        return f"?{written}" if written else "?"


@dataclass(frozen=True, slots=True)
class Rows:
    """One page of signatures, and the filter of the next page where there is one."""

    signatures: tuple[Signature, ...]
    following: Filter | None


def read_filter(query: QueryDict) -> Filter:
    """The filter of an address; what cannot be understood is left out rather than refused."""
    state, before = query.get("state", ""), query.get("before", "")
    return Filter(
        standing=Standing(state) if state in set(Standing) else None,
        # People paste the name as it stands in a message, brackets included.
        name=query.get("name", "").strip().strip("【】").strip()[:_NAME_LENGTH].replace("\x00", ""),
        before=int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None,
    )


def read_rows(signatures: QuerySet[Signature], wanted: Filter) -> Rows:
    """One page of the given signatures, newest first, each with its `latest_state`."""
    rows = with_latest_state(signatures).order_by("-pk")
    if wanted.standing is not None:
        rows = rows.filter(within(wanted.standing))
    if wanted.name:
        rows = rows.filter(name__icontains=wanted.name)
    if wanted.before is not None:
        rows = rows.filter(pk__lt=wanted.before)
    found = tuple(rows[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    following = replace(wanted, before=shown[-1].pk) if len(found) > PAGE_SIZE else None
    return Rows(shown, following)
