"""The work behind `power-of-attorney`, `trademark` and `app-record`: records from files, and showing them.

The fields of a file are those of the API's action.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from qianming.cli.failures import Failure
from qianming.cli.language import say
from qianming.cli.reading import read_fields

POWER = (
    "AuthorizationLetterName",
    "Authorization",
    "OrganizationCode",
    "ProxyAuthorization",
    "AuthorizationLetterExpDate",
    "AuthorizationLetterPic",
    "SignList",
)
TRADEMARK = (
    "TrademarkName",
    "TrademarkRegistrationNumber",
    "TrademarkApplicantName",
    "TrademarkEffExpDate",
    "TrademarkPic",
)
APP_RECORD = (
    "AppServiceName",
    "AppPrincipalUnitName",
    "AppIcpLicenseNumber",
    "AppApprovalDate",
    "AppIcpRecordPic",
    "Domain",
    "AppRuntimePic",
    "AppStoreDownloadPic",
)
_OPTIONAL = ("AuthorizationLetterName", "AppRuntimePic", "AppStoreDownloadPic")


def texts_of(file: str, known: Sequence[str]) -> dict[str, str]:
    """The file's texts by field, blank where an optional one is not given; a list becomes its lines."""
    given = read_fields(file)
    complaints = [say("FILE: there is no field {name}.", name=name) for name in given if name not in known]
    complaints += [
        say("FILE: the field {name} is missing.", name=name)
        for name in known
        if name not in _OPTIONAL and not given.get(name)
    ]
    if complaints:
        raise Failure(*complaints)
    return {name: _text(given, name) for name in known}


def _text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    if isinstance(value, list):
        return "\n".join(str(item).strip() for item in value)
    return "" if value is None else str(value).strip()
