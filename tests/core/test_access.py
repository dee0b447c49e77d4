"""Which reasons there are to look at personal data."""

import pytest

from qianming.core.access import AccessReason, reasons_for
from qianming.core.permissions import Permission, Role, allows

READERS = [role for role in Role if allows(role, Permission.PERSONAL_OPEN)]


@pytest.mark.parametrize("role", READERS)
def test_only_an_account_looks_at_its_own_data(role: Role) -> None:
    own = role is Role.APPLICANT
    assert (AccessReason.OWN_CHECK in reasons_for(role)) is own
    assert (AccessReason.REVIEW in reasons_for(role)) is not own


def test_every_reason_is_somebodys() -> None:
    assert {reason for role in READERS for reason in reasons_for(role)} == set(AccessReason)
