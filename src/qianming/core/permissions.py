"""Who may do what: every permission is named once, and roles are sets of them."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """A person's role: an applicant's is on one account, the others are over the whole service."""

    APPLICANT = "applicant"
    REVIEWER = "reviewer"
    FILING_OPERATOR = "filing-operator"
    OPERATOR = "operator"


class Permission(StrEnum):
    """What can be permitted, as noun:verb."""

    ACCOUNT_ADMINISTER = "account:administer"
    QUALIFICATION_SUBMIT = "qualification:submit"
    QUALIFICATION_READ = "qualification:read"
    SIGNATURE_APPLY = "signature:apply"
    SIGNATURE_READ = "signature:read"
    SIGNATURE_DELETE = "signature:delete"
    SIGNATURE_FREEZE = "signature:freeze"
    SIGNATURE_PENALISE = "signature:penalise"
    TEMPLATE_APPLY = "template:apply"
    TEMPLATE_READ = "template:read"
    MATERIAL_UPLOAD = "material:upload"
    MESSAGE_SEND = "message:send"
    MESSAGE_READ = "message:read"
    REVIEW_DECIDE = "review:decide"
    FILING_OPERATE = "filing:operate"
    PERSONAL_OPEN = "personal:open"
    CALLBACK_MANAGE = "callback:manage"


_APPLICANT = frozenset(
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
        Permission.MESSAGE_SEND,
        Permission.MESSAGE_READ,
        Permission.CALLBACK_MANAGE,
        Permission.PERSONAL_OPEN,
    }
)

_REVIEWER = frozenset(
    {
        Permission.QUALIFICATION_READ,
        Permission.SIGNATURE_READ,
        Permission.TEMPLATE_READ,
        Permission.REVIEW_DECIDE,
        Permission.PERSONAL_OPEN,
    }
)

_FILING_OPERATOR = frozenset({Permission.SIGNATURE_READ, Permission.FILING_OPERATE})

ROLE_PERMISSIONS: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        Role.APPLICANT: _APPLICANT,
        Role.REVIEWER: _REVIEWER,
        Role.FILING_OPERATOR: _FILING_OPERATOR,
        Role.OPERATOR: frozenset(Permission),
    }
)


def allows(role: Role, permission: Permission) -> bool:
    """Whether a role includes a permission."""
    return permission in ROLE_PERMISSIONS[role]
