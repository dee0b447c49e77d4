"""What scopes leave of an applicant's permissions."""

import pytest

from qianming.core.access_scopes import KeyScope, permitted
from qianming.core.permissions import ROLE_PERMISSIONS, Permission, Role

OPENING = {Permission.PERSONAL_OPEN}
EVERYTHING = ROLE_PERMISSIONS[Role.APPLICANT] - OPENING
READING = {permission for permission in EVERYTHING if permission.endswith(":read")}


def test_without_a_limit_a_key_may_what_an_applicant_may_but_opens_nothing() -> None:
    assert permitted([]) == EVERYTHING


def test_each_scope_leaves_its_own() -> None:
    assert permitted([KeyScope.READ_ONLY]) == READING
    assert permitted([KeyScope.SEND_ONLY]) == {Permission.MESSAGE_SEND}
    applying = permitted([KeyScope.APPLICATIONS])
    kept_out = {Permission.MESSAGE_SEND, Permission.MESSAGE_READ, Permission.CALLBACK_MANAGE}
    assert applying == EVERYTHING - kept_out


def test_scopes_add_up() -> None:
    assert permitted([KeyScope.READ_ONLY, KeyScope.SEND_ONLY]) == READING | {Permission.MESSAGE_SEND}


def test_personal_limits_nothing_and_opens() -> None:
    assert permitted([KeyScope.PERSONAL]) == EVERYTHING | OPENING
    assert permitted(iter([KeyScope.PERSONAL, KeyScope.READ_ONLY])) == READING | OPENING


@pytest.mark.parametrize("scope", KeyScope)
def test_no_scope_gives_more_than_an_applicant_has(scope: KeyScope) -> None:
    assert permitted([scope]) <= ROLE_PERMISSIONS[Role.APPLICANT]
