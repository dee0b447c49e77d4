"""The pages of signatures: the list with its summary, and one signature with its history."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from qianming.console.acts import acts_of
from qianming.console.cards import Card, card_of, cards_of, with_parts
from qianming.console.desk import desk_of
from qianming.console.donut import arcs
from qianming.console.journey import journey_of
from qianming.console.listing import Filter, read_filter, read_rows
from qianming.console.papers import papers_of
from qianming.console.reach import Reach, account_name, acting, visible_signatures
from qianming.console.reasons import groups_of
from qianming.console.rejected import rejected
from qianming.console.standing import Standing, counts, with_latest_state
from qianming.console.timeline import timeline_of
from qianming.console.tones import STANDING_LOOKS, Look
from qianming.console.views.access import is_part, within_reach
from qianming.console.wording import STANDING_HINTS, standing_words
from qianming.core.codes import ReviewState
from qianming.core.permissions import Permission
from qianming.registry.models import Signature, User
from qianming.services import clock

_FRESH = timedelta(minutes=10)
_FAST_SECONDS, _SLOW_SECONDS = 3, 60


@dataclass(frozen=True, slots=True)
class Tile:
    """One group's number, and the filter that shows just that group (or, chosen already, all)."""

    name: str
    hint: str
    number: int
    look: Look
    filter: Filter
    is_chosen: bool


@within_reach
@require_safe
def signature_list(request: HttpRequest, reach: Reach) -> HttpResponse:
    """All signatures within reach: how many stand where, and a page of them."""
    now = clock.now()
    signatures = visible_signatures(reach)
    wanted = read_filter(request.GET)
    numbers = counts(signatures)
    rows = read_rows(with_parts(signatures), wanted)
    cards = list(cards_of(rows.signatures, now))
    desk = desk_of(request)
    context = {
        "section": "signatures",
        "desk": desk,
        "journey": journey_of(desk) if desk and not any(numbers.values()) else None,
        "wanted": wanted,
        "wanted_words": standing_words(wanted.standing).title if wanted.standing else "",
        "first": replace(wanted, before=None),
        "following": rows.following,
        "total": sum(numbers.values()),
        "tiles": tiles_of(numbers, wanted),
        "arcs": arcs([(STANDING_LOOKS[standing].tone, number) for standing, number in numbers.items()]),
        "cards": cards,
        "poll_seconds": poll_seconds(cards, now),
        "is_staff": reach.is_staff,
        "names_accounts": reach.names_accounts,
        "account_name": account_name(reach),
    }
    template = "console/_signatures.html" if is_part(request) else "console/signatures.html"
    return render(request, template, context)


@within_reach
@require_safe
def signature_detail(request: HttpRequest, reach: Reach, signature_id: int) -> HttpResponse:
    """One signature: its state, its carriers, its reasons, what it rests on, and its history."""
    now = clock.now()
    rows = with_parts(with_latest_state(visible_signatures(reach)))
    signature = rows.filter(pk=signature_id).first()
    if signature is None:
        raise Http404
    card = card_of(signature, now)
    desk = desk_of(request)
    is_mine = desk is not None and desk.account.pk == signature.account_id
    newest = list(signature.applications.all())[-1]
    context = {
        "section": "signatures",
        "card": card,
        "rejected": rejected(newest.work_order) if newest.state == ReviewState.REJECTED else None,
        "groups": groups_of(card.reasons),
        "acts": acts_of(signature, newest) if is_mine else None,
        "papers": papers_of(signature),
        "may_open": _may_open(request, signature),
        "timeline": timeline_of(signature),
        "poll_seconds": poll_seconds([card], now),
        "names_accounts": reach.names_accounts,
    }
    template = "console/_signature.html" if is_part(request) else "console/signature.html"
    return render(request, template, context)


def _may_open(request: HttpRequest, signature: Signature) -> bool:
    """Whether the reader may see the persons behind it in the clear."""
    user, needed = request.user, Permission.PERSONAL_OPEN
    return isinstance(user, User) and acting(user, needed, signature.account_id) is not None


def tiles_of(numbers: Mapping[Standing, int], wanted: Filter) -> list[Tile]:
    """One tile per group; the withdrawn ones only when there are any."""
    return [
        Tile(
            name=standing_words(standing).title,
            hint=str(STANDING_HINTS[standing]),
            number=number,
            look=STANDING_LOOKS[standing],
            filter=Filter(standing=None if standing is wanted.standing else standing, name=wanted.name),
            is_chosen=standing is wanted.standing,
        )
        for standing, number in numbers.items()
        if number or standing is not Standing.WITHDRAWN
    ]


def poll_seconds(cards: list[Card], now: datetime) -> int:
    """Seconds until a page asks again: few while something just moved, many for what takes days; 0 never."""
    pending = [card for card in cards if card.is_pending]
    if not pending:
        return 0
    return _FAST_SECONDS if any(now - card.moved_at < _FRESH for card in pending) else _SLOW_SECONDS
