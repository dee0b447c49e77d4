"""Who may do what."""

import re

import pytest

from qianming.core.permissions import ROLE_PERMISSIONS, Permission, Role, allows

APPLICANT = {
    "qualification:submit",
    "qualification:read",
    "signature:apply",
    "signature:read",
    "signature:delete",
    "signature:freeze",
    "template:apply",
    "template:read",
    "material:upload",
    "message:send",
    "message:read",
    "callback:manage",
    "personal:open",
}
REVIEWER = {"qualification:read", "signature:read", "template:read", "review:decide", "personal:open"}
FILING = {"signature:read", "filing:operate"}


@pytest.mark.parametrize("permission", Permission)
def test_each_role_may_do_exactly_its_own(permission: Permission) -> None:
    assert allows(Role.APPLICANT, permission) is (permission in APPLICANT)
    assert allows(Role.REVIEWER, permission) is (permission in REVIEWER)
    assert allows(Role.FILING_OPERATOR, permission) is (permission in FILING)
    assert allows(Role.OPERATOR, permission)


def test_every_role_has_its_permissions_and_names_are_noun_and_verb() -> None:
    assert set(ROLE_PERMISSIONS) == set(Role)
    assert all(re.fullmatch(r"[a-z_]+:[a-z]+", permission) for permission in Permission)
