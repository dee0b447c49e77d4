"""What one key or token may do, when it may not do all that its account may.

Decides which permissions a set of scopes leaves. Who holds which scopes is the registry's matter.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType

from qianming.core.permissions import ROLE_PERMISSIONS, Permission, Role

LONGEST_TOKEN = timedelta(days=366)
SHORTEST_TOKEN = timedelta(minutes=1)


class TokenKind(StrEnum):
    """A temporary key pair with a security token, or a token that is shown as it is."""

    STS = "sts"
    BEARER = "bearer"


class KeyScope(StrEnum):
    """What a key is limited to. Several add up; `personal` limits nothing, it only shows more."""

    READ_ONLY = "read-only"
    SEND_ONLY = "send-only"
    APPLICATIONS = "applications"
    PERSONAL = "personal"


_READ_ONLY = frozenset(
    {
        Permission.QUALIFICATION_READ,
        Permission.SIGNATURE_READ,
        Permission.TEMPLATE_READ,
        Permission.MESSAGE_READ,
    }
)

_APPLICATIONS = frozenset(
    {
        Permission.QUALIFICATION_SUBMIT,
        Permission.QUALIFICATION_READ,
        Permission.SIGNATURE_APPLY,
        Permission.SIGNATURE_READ,
        Permission.SIGNATURE_DELETE,
        Permission.SIGNATURE_FREEZE,
        Permission.TEMPLATE_APPLY,
        Permission.TEMPLATE_READ,
        Permission.MATERIAL_UPLOAD,
    }
)

SCOPE_PERMISSIONS: Mapping[KeyScope, frozenset[Permission]] = MappingProxyType(
    {
        KeyScope.READ_ONLY: _READ_ONLY,
        KeyScope.SEND_ONLY: frozenset({Permission.MESSAGE_SEND}),
        KeyScope.APPLICATIONS: _APPLICATIONS,
    }
)


def permitted(scopes: Iterable[KeyScope]) -> frozenset[Permission]:
    """What a key of these scopes may do: everything that an applicant may, unless a scope limits it.

    Personal data is opened for people, who give a reason; to a key it takes the scope `personal`.
    """
    held = frozenset(scopes)
    limits = [SCOPE_PERMISSIONS[scope] for scope in held if scope in SCOPE_PERMISSIONS]
    left = frozenset().union(*limits) if limits else ROLE_PERMISSIONS[Role.APPLICANT]
    opening = frozenset({Permission.PERSONAL_OPEN})
    return left | opening if KeyScope.PERSONAL in held else left - opening
