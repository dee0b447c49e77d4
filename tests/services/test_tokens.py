"""Tokens: made, told once, listed, revoked."""

from datetime import timedelta

import pytest

from qianming.core.access_scopes import LONGEST_TOKEN, SHORTEST_TOKEN, KeyScope, TokenKind
from qianming.core.codes import EventKind
from qianming.registry.models import Account, ApiToken, Event
from qianming.services.refusals import Forbidden, Invalid, NotFound
from qianming.services.tokens import (
    CreateToken,
    MadeToken,
    create_token,
    list_tokens,
    open_token_secret,
    revoke_token,
)
from tests.services.making import MINUTE, NOW, OPERATOR, an_account, an_applicant, row_counts

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def made(kind: TokenKind, *scopes: KeyScope, name: str = "one") -> MadeToken:
    return create_token(OPERATOR, CreateToken(name, kind, HOUR, scopes), NOW)


@pytest.mark.parametrize("kind", TokenKind)
def test_nothing_of_a_token_is_stored_readable(kind: TokenKind) -> None:
    an_account("one")
    token = made(kind, KeyScope.PERSONAL, KeyScope.READ_ONLY)
    stored = repr(list(ApiToken.objects.values_list()))
    assert token.token not in stored
    assert not token.secret or token.secret not in stored
    assert open_token_secret(token.row) == token.secret
    assert bool(token.secret) is (kind is TokenKind.STS)
    assert token.row.scopes == ["read-only", "personal"]
    assert token.row.expires_at == NOW + HOUR


def test_only_temporary_keys_have_ids_that_say_so() -> None:
    an_account("one")
    assert made(TokenKind.STS).row.token_id.startswith("STS.")
    assert not made(TokenKind.BEARER).row.token_id.startswith("STS.")


def test_making_and_revoking_are_told_and_the_lane_follows() -> None:
    account = an_account("one")
    token = made(TokenKind.BEARER)
    for _ in range(2):
        assert revoke_token(OPERATOR, token.row.token_id, NOW + MINUTE).revoked_at == NOW + MINUTE
    kinds = list(Event.objects.filter(kind__startswith="token.").values_list("kind", flat=True))
    assert kinds == [EventKind.TOKEN_CREATED, EventKind.TOKEN_REVOKED]
    assert Account.objects.get(pk=account.pk).sending_version == account.sending_version + 2


def test_expired_tokens_are_listed_for_a_month() -> None:
    an_account("one")
    first = made(TokenKind.STS).row
    assert list_tokens(OPERATOR, "one") == [first]
    later = NOW + HOUR + timedelta(days=31)
    second = create_token(OPERATOR, CreateToken("one", TokenKind.STS, HOUR), later).row
    assert list_tokens(OPERATOR, "one") == [second]


@pytest.mark.parametrize("lifetime", [SHORTEST_TOKEN - timedelta(seconds=1), LONGEST_TOKEN + MINUTE])
def test_a_token_lives_a_minute_to_a_year(lifetime: timedelta) -> None:
    an_account("one")
    before = row_counts()
    with pytest.raises(Invalid):
        create_token(OPERATOR, CreateToken("one", TokenKind.STS, lifetime), NOW)
    assert row_counts() == before


def test_only_who_administers_the_account_may_do_all_this() -> None:
    account = an_account("one")
    token = made(TokenKind.STS).row
    stranger = an_applicant(account)
    with pytest.raises(Forbidden):
        create_token(stranger, CreateToken("one", TokenKind.STS, HOUR), NOW)
    with pytest.raises(Forbidden):
        list_tokens(stranger, "one")
    with pytest.raises(NotFound):
        revoke_token(stranger, token.token_id, NOW)
    with pytest.raises(NotFound):
        revoke_token(OPERATOR, "STS.nobody", NOW)
