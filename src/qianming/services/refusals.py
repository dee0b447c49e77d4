"""How a service says no: one exception per way of refusing, with codes instead of sentences.

Faces translate: a page shows the words of the code beside the field, the RPC face a public error. Nothing is
stored when one of these is raised.
"""

from datetime import datetime
from enum import StrEnum

from qianming.core.findings import Finding
from qianming.core.permissions import Permission
from qianming.core.problems import Problem
from qianming.core.veil import veiled


class RefusalCode(StrEnum):
    """Refusals that name no rule of the rulebook; where the wire documents a code, the value is that code."""

    NAME_INVALID = "InvalidSignName"
    NAME_EXISTS = "SignName.Exists"
    QUALIFICATION_NOT_APPROVED = "InvalidQualification"
    PURPOSE_MISMATCH = "ParameterMismatch.ThirdParty"
    POWER_UNKNOWN = "SmsAuthorizationLetterNotExist"
    POWER_MISMATCH = "SmsAuthorizationLetterNotMatch"
    POWER_SCOPE = "SmsSignNotAuthorized"
    POWER_NAME_EXISTS = "AuthorizationLetterNameRepeat"
    TRADEMARK_UNKNOWN = "TrademarkNotExist"
    APP_RECORD_UNKNOWN = "AppIcpRecordNotExist"
    DAILY_LIMIT = "isv.SIGN_COUNT_OVER_LIMIT"
    CHANGED_MEANWHILE = "SignatureChangedMeanwhile"
    NAME_FIXED = "SignNameFixed"
    NOT_MODIFIABLE = "isv.ERROR_SIGN_NOT_MODIFY"
    SOURCE_ENDED = "isv.SIGN_SOURCE_ILLEGAL"
    OLDER_FILE_TOO_LARGE = "isv.SIGN_FILE_LIMIT"
    OLDER_FILE_EMPTY = "ERROR_EMPTY_FILE"
    QUALIFICATION_NOT_PASSED = "SmsQualificationNotPassed"
    QUALIFICATION_NOT_COMPLETE = "QualificationNotComplete"
    QUALIFICATION_FILING_FAILED = "SmsQualificationRegisterFailed"
    POWER_NOT_PASSED = "SmsPassedAuthorizationLetterNotMatch"
    MATERIAL_UNKNOWN = "InvalidMoreData"
    SIGNATURE_IN_REVIEW = "isv.ERROR_SIGN_NOT_DELETE"
    TEMPLATE_SIGNATURE_NOT_APPROVED = "AssocSignUnapproved"
    TEMPLATE_CONTENT_FORMAT = "InvalidTemplateContent.Format"
    TEMPLATE_TOO_MANY_VARIABLES = "TemplateVarLimitExceeded"
    TEMPLATE_NOT_CHANGEABLE = "isv.ERROR_TEMPLATE_NOT_MODIFY"
    TEMPLATE_NOT_DELETABLE = "isv.ERROR_TEMPLATE_NOT_DELETE"
    TEMPLATE_LIMIT = "isv.TEMPLATE_COUNT_OVER_LIMIT"
    TAGS_INVALID = "isv.INVALID_PARAMETERS"
    EXTENSION_TAKEN = "isv.EXTEND_CODE_ERROR"
    EXTENSION_INVALID = "isv.CODE_ERROR"
    EXTENSION_LIMIT = "isv.CODE_EXCEED_LIMIT"
    QUALIFICATION_NAME_EXISTS = "QualificationNameAlreadyExist"
    QUALIFICATION_TWIN = "SameQualificationGroupError"
    QUALIFICATION_BOUND = "BindSignDeleteFailed"
    ORDER_EXPIRED = "WorkOrderIdExpired"
    CLAIMED_BY_ANOTHER = "ClaimedByAnother"
    NOT_CLAIMED = "NotClaimed"
    NOT_AN_ENTERPRISE = "NotEnterpriseCertifyCustCheckError"
    PHONE_CODE_WRONG = "CertifyCodeError"
    PHONE_NUMBER_INVALID = "InvalidPhoneNo"
    PHONE_CODE_LIMIT = "isv.BUSINESS_LIMIT_CONTROL"
    STATE_FORBIDS = "SMS_STATUS_ILLEGAL"
    VALUE_INVALID = "InvalidParameter"
    REASON_MISSING = "ReasonRequired"
    ALREADY_DECIDED = "AlreadyDecided"
    ALREADY_EXISTS = "AlreadyExists"
    NOT_FROZEN = "NotFrozen"
    PERMIT_INVALID = "PermitInvalid"
    PERMIT_EXPIRED = "PermitExpired"
    FILE_NAME_INVALID = "FileNameInvalid"
    FILE_TYPE_INVALID = "FileTypeInvalid"
    FILE_EMPTY = "FileEmpty"
    FILE_TOO_LARGE = "FileTooLarge"
    FILE_EXISTS = "FileAlreadyExists"
    CALLBACK_URL_INVALID = "CallbackUrlInvalid"
    CALLBACK_SECRET_INVALID = "CallbackSecretInvalid"
    ACCOUNT_ERASED = "AccountErased"
    FILE_BROKEN = "FileBroken"
    FILE_TOO_MANY_PIXELS = "FileTooManyPixels"
    FILE_TOO_MANY_PAGES = "FileTooManyPages"
    FILE_TOO_COMPLEX = "FileTooComplex"
    FILE_ENCRYPTED = "FileEncrypted"
    FILE_ACTIVE = "FileActive"
    FILE_NOT_STORED = "FileNotStored"
    FILES_BUSY = "SlowDown"
    CHARACTER_UNPRINTABLE = "CharacterNotPrintable"


class Noun(StrEnum):
    """What a `NotFound` speaks of."""

    ACCOUNT = "account"
    USER = "user"
    ACCESS_KEY = "access_key"
    TOKEN = "token"
    QUALIFICATION = "qualification"
    POWER_OF_ATTORNEY = "power_of_attorney"
    TRADEMARK = "trademark"
    APP_RECORD = "app_record"
    MATERIAL = "material"
    SIGNATURE = "signature"
    TEMPLATE = "template"
    EXTENSION_CODE = "extension_code"
    WORK_ORDER = "work_order"
    FILING = "filing"
    MESSAGE = "message"
    CALLBACK = "callback"


class Refusal(Exception):
    """The base of all refusals; `code` is what logs and tests compare."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class RuleViolation(Refusal):
    """The rulebook refused in a way that the API documents as an error; carries every finding.

    It is shown, logged and answered, and so its findings quote nobody who may be a person.
    """

    def __init__(self, code: RefusalCode, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(code)
        self.findings = veiled(findings)


class Invalid(Refusal):
    """Fields are missing or wrong; `problems` lists all of them, the first one gives the code."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(problems[0].code)
        self.problems = problems


class NotFound(Refusal):
    """The account has no such thing; what another account has is not found either."""

    def __init__(self, what: Noun) -> None:
        super().__init__(what)
        self.what = what


class Conflict(Refusal):
    """The present state does not allow it: taken, decided by somebody else meanwhile, or under review."""


class Forbidden(Refusal):
    """The actor's role does not include the permission, or the object is another account's."""

    def __init__(self, permission: Permission) -> None:
        super().__init__(permission)
        self.permission = permission


class Unavailable(Refusal):
    """Something that the service itself needs is not there just now, such as room on the disk."""


class LimitReached(Refusal):
    """Too many in a window of time; `retry_at` is when the next one may be tried."""

    def __init__(self, code: RefusalCode, retry_at: datetime) -> None:
        super().__init__(code)
        self.retry_at = retry_at
