"""The vocabulary of the field: every state, reason and kind that is stored, sent or shown.

Decides nothing. A member's value is stored and printed and never changes; its words are in `qianming.texts`.
"""

from enum import StrEnum


class AccountType(StrEnum):
    """How the account was verified; it limits purposes and sources."""

    ENTERPRISE = "enterprise"
    INDIVIDUAL = "individual"


class Carrier(StrEnum):
    """The carriers that file signatures. A further one is added here and in the driver table."""

    MOBILE = "mobile"
    UNICOM = "unicom"
    TELECOM = "telecom"


class SignatureSource(StrEnum):
    """What a signature's name is taken from (签名来源)."""

    ENTERPRISE_NAME = "enterprise"
    TRADEMARK = "trademark"
    APP = "app"
    WEBSITE = "website"
    MINI_PROGRAM = "mini-program"
    SHOP = "shop"
    TEST = "test"
    TRIAL = "trial"


class Industry(StrEnum):
    """Industries with rules of their own; everything else is general."""

    GOVERNMENT = "government"
    GAMING = "gaming"
    LOGISTICS = "logistics"
    FINANCE = "finance"
    GENERAL = "general"


class Purpose(StrEnum):
    """Whether the signature stands for the account's own verified entity (自用) or for another's (他用)."""

    OWN_USE = "own"
    FOR_OTHERS = "others"


class SignatureKind(StrEnum):
    """通用 or 验证码. A universal signature sends every kind of template."""

    UNIVERSAL = "universal"
    VERIFICATION_CODE = "verification_code"


class Origin(StrEnum):
    """Who made the signature: the account, or the service as a gift when a qualification was approved."""

    APPLIED_FOR = "applied_for"
    COMPLIMENTARY = "complimentary"


class WorkOrderKind(StrEnum):
    """What a numbered submission asks a reviewer to decide."""

    QUALIFICATION = "qualification"
    SIGNATURE = "signature"
    TEMPLATE = "template"


class CompanyType(StrEnum):
    """Enterprise, or government body and public institution."""

    COMPANY = "COMPANY"
    NON_PROFIT_ORGANIZATION = "NON_PROFIT_ORGANIZATION"


class LicenceKind(StrEnum):
    """The document that shows the entity's name, code and validity."""

    SOCIAL_CREDIT = "socialCreditLicense"
    BUSINESS = "businessLicense"
    PUBLIC_INSTITUTION = "signLegalLicense"
    OTHER = "otherLicense"


class IdentityDocument(StrEnum):
    """Kinds of personal identity documents that a qualification may name."""

    IDENTITY_CARD = "identityCard"
    PASSPORT = "passport"
    HOME_RETURN_PERMIT = "homeReturnPermit"
    TAIWAN_COMPATRIOT_PERMIT = "TaiwanCompatriotPermit"
    RESIDENCE_PERMIT = "residencePermit"
    OTHER = "other"


class PaperKind(StrEnum):
    """Kinds of papers that come with an application: required, helpful, and those of an industry."""

    LICENCE = "licence"
    TRADEMARK_SCREENSHOT = "trademark_screenshot"
    WEB_LINK = "web_link"
    FUNCTION_SCREENSHOT = "function_screenshot"
    CERTIFICATE = "certificate"
    ONLINE_CULTURE_PERMIT = "online_culture_permit"
    GAME_PUBLICATION_NUMBER = "game_publication_number"
    GAME_FILING = "game_filing"
    COURIER_PERMIT = "courier_permit"
    PERMIT_HOLDER_LETTER = "permit_holder_letter"


class QualificationState(StrEnum):
    """Where a qualification stands. QUEUED waits for a reviewer, IN_REVIEW was claimed by one."""

    QUEUED = "queued"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    REJECTED = "rejected"
    ASKED_FOR_MORE = "asked_for_more"
    WITHDRAWN = "withdrawn"


class ReviewState(StrEnum):
    """Where an application for a signature or a template stands."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class DecisionVerdict(StrEnum):
    """What a reviewer, or the rulebook where it is certain, decided."""

    APPROVED = "approved"
    REJECTED = "rejected"
    ASKED_FOR_MORE = "asked_for_more"
    REVOKED = "revoked"


class FilingState(StrEnum):
    """A carrier's real-name filing of one signature."""

    NOT_FILED = "not_filed"
    FILING = "filing"
    FAILED = "failed"
    UNVERIFIED = "unverified"
    FILED = "filed"
    EXPIRED = "expired"


class FilingReason(StrEnum):
    """Why a filing is in its state; the spelling is the wire's."""

    UNBINDING_QUA = "UNBINDING_QUA"
    BINDING_INCOMPLETE_QUA = "BINDING_INCOMPLETE_QUA"
    NON_REGISTER = "NON_REGISTER"
    REGISTERING = "REGISTERING"
    REGISTER_TIMEOUT = "REGISTER_TIMEOUT"
    DETECTING = "DETECTING"
    DETECT_SUCCESS = "DETECT_SUCCESS"
    QUALIFICATION_ERROR = "QUALIFICATION_ERROR"
    SIGNATURE_ERROR = "SIGNATURE_ERROR"
    SIGNATURE_QUALIFICATION_ERROR = "SIGNATURE_QUALIFICATION_ERROR"
    ONE_CODE_MULTIPLE_SIGN = "ONE_CODE_MULTIPLE_SIGN"
    OTHERS_ERROR = "OTHERS_ERROR"
    NO_SEND_RECORD = "NO_SEND_RECORD"
    EXT_CODE_RECYCLE = "EXT_CODE_RECYCLE"
    SUBPORT_RECYCLE = "SUBPORT_RECYCLE"


class Availability(StrEnum):
    """The three levels of a signature's status (可用, 可用-异常, 不可用)."""

    AVAILABLE = "available"
    ABNORMAL = "abnormal"
    UNAVAILABLE = "unavailable"


class Abnormality(StrEnum):
    """The sixteen reasons of Available-Abnormal, heaviest first."""

    SOURCE_UNSUPPORTED = "SOURCE_UNSUPPORTED"
    QUALIFICATION_MISSING = "QUALIFICATION_MISSING"
    NAME_MISMATCH = "NAME_MISMATCH"
    CARRIER_NON_COMPLIANT = "CARRIER_NON_COMPLIANT"
    QUALIFICATION_INCOMPLETE = "QUALIFICATION_INCOMPLETE"
    QUALIFICATION_NOT_APPROVED = "QUALIFICATION_NOT_APPROVED"
    SHARED_ADMINISTRATOR = "SHARED_ADMINISTRATOR"
    QUALIFICATION_INACCURATE = "QUALIFICATION_INACCURATE"
    LEGAL_REPRESENTATIVE_ID_EXPIRED = "LEGAL_REPRESENTATIVE_ID_EXPIRED"
    ADMINISTRATOR_ID_EXPIRED = "ADMINISTRATOR_ID_EXPIRED"
    POWER_OF_ATTORNEY_EXPIRED = "POWER_OF_ATTORNEY_EXPIRED"
    FILING_ABNORMAL = "FILING_ABNORMAL"
    DELIVERY_ABNORMAL = "DELIVERY_ABNORMAL"
    DELIVERY_ABNORMAL_UNFILED = "DELIVERY_ABNORMAL_UNFILED"
    LONG_UNUSED = "LONG_UNUSED"
    RECENTLY_UNUSED = "RECENTLY_UNUSED"


class Unavailability(StrEnum):
    """The four reasons of Unavailable."""

    APPROVAL_REJECTED = "APPROVAL_REJECTED"
    DISABLED = "DISABLED"
    FROZEN_BY_PLATFORM = "FROZEN_BY_PLATFORM"
    FROZEN_BY_CUSTOMER = "FROZEN_BY_CUSTOMER"


class Timing(StrEnum):
    """When a health reason is updated."""

    REAL_TIME = "real_time"
    DAILY = "daily"


class FreezeParty(StrEnum):
    """Who froze a signature; each may lift only its own freeze."""

    CUSTOMER = "customer"
    PLATFORM = "platform"


class TemplateType(StrEnum):
    """What a template is for."""

    VERIFICATION_CODE = "verification_code"
    NOTIFICATION = "notification"
    PROMOTION = "promotion"
    INTERNATIONAL = "international"


class MessageState(StrEnum):
    """The way of one message to one number."""

    ACCEPTED = "accepted"
    SUBMITTED = "submitted"
    DELIVERED = "delivered"
    FAILED = "failed"


class FindingCode(StrEnum):
    """What the rulebook can say about an application for a signature or a template."""

    NAME_LENGTH = "NAME_LENGTH"
    NAME_CHARACTERS = "NAME_CHARACTERS"
    NAME_BRACKETS = "NAME_BRACKETS"
    NAME_TRADITIONAL = "NAME_TRADITIONAL"
    NAME_DIGITS_ONLY = "NAME_DIGITS_ONLY"
    NAME_LETTERS_ONLY = "NAME_LETTERS_ONLY"
    NAME_NO_CHINESE = "NAME_NO_CHINESE"
    NAME_INITIALS = "NAME_INITIALS"
    NAME_TEST_WORD = "NAME_TEST_WORD"
    NAME_PERSONAL = "NAME_PERSONAL"
    NAME_NEUTRAL = "NAME_NEUTRAL"
    NAME_RESTRICTED = "NAME_RESTRICTED"
    NAME_COMBINATION = "NAME_COMBINATION"
    NAME_TAKEN = "NAME_TAKEN"
    NAME_LOOKALIKE = "NAME_LOOKALIKE"
    MATCH_NOT_IN_NAME = "MATCH_NOT_IN_NAME"
    MATCH_SKIPS = "MATCH_SKIPS"
    MATCH_REORDERED = "MATCH_REORDERED"
    MATCH_LOCATION_OMITTED = "MATCH_LOCATION_OMITTED"
    MATCH_LOCATION_SHORTENED = "MATCH_LOCATION_SHORTENED"
    MATCH_BRAND_CUT = "MATCH_BRAND_CUT"
    MATCH_TOO_SHORT = "MATCH_TOO_SHORT"
    MATCH_BOUNDARY_UNCERTAIN = "MATCH_BOUNDARY_UNCERTAIN"
    MATCH_NO_LOCATION = "MATCH_NO_LOCATION"
    MATCH_BRANCH = "MATCH_BRANCH"
    MATCH_BRACKET_WIDTH = "MATCH_BRACKET_WIDTH"
    MATCH_LETTER_CASE = "MATCH_LETTER_CASE"
    TRADEMARK_MISSING = "TRADEMARK_MISSING"
    TRADEMARK_TEXT = "TRADEMARK_TEXT"
    TRADEMARK_OWNER = "TRADEMARK_OWNER"
    TRADEMARK_STATUS = "TRADEMARK_STATUS"
    TRADEMARK_NOT_UNIQUE = "TRADEMARK_NOT_UNIQUE"
    TRADEMARK_EXPIRED = "TRADEMARK_EXPIRED"
    TRADEMARK_PREFER_ENTERPRISE = "TRADEMARK_PREFER_ENTERPRISE"
    SOURCE_UNSUPPORTED = "SOURCE_UNSUPPORTED"
    SOURCE_HIGH_RISK = "SOURCE_HIGH_RISK"
    PURPOSE_ACCOUNT = "PURPOSE_ACCOUNT"
    PURPOSE_ENTITY = "PURPOSE_ENTITY"
    PURPOSE_INDUSTRY = "PURPOSE_INDUSTRY"
    INDUSTRY_INFERRED = "INDUSTRY_INFERRED"
    INDUSTRY_PAPERS = "INDUSTRY_PAPERS"
    INDUSTRY_LANDLINE = "INDUSTRY_LANDLINE"
    MATERIAL_MISSING = "MATERIAL_MISSING"
    POWER_MISSING = "POWER_MISSING"
    POWER_SCOPE = "POWER_SCOPE"
    POWER_EXPIRED = "POWER_EXPIRED"
    POWER_PARTY = "POWER_PARTY"
    KIND_DISCOURAGED = "KIND_DISCOURAGED"
    ENTITY_CREDIT_CODE = "ENTITY_CREDIT_CODE"
    ENTITY_SHARED_ADMINISTRATOR = "ENTITY_SHARED_ADMINISTRATOR"
    REGISTER_NOT_CHECKED = "REGISTER_NOT_CHECKED"
    REGISTER_UNKNOWN = "REGISTER_UNKNOWN"
    REGISTER_CREDIT_CODE = "REGISTER_CREDIT_CODE"
    REGISTER_NAME = "REGISTER_NAME"
    REGISTER_LEGAL_REPRESENTATIVE = "REGISTER_LEGAL_REPRESENTATIVE"
    REGISTER_STATUS = "REGISTER_STATUS"
    REMARK_LENGTH = "REMARK_LENGTH"
    LIMIT_DAILY = "LIMIT_DAILY"
    TEMPLATE_LENGTH = "TEMPLATE_LENGTH"
    TEMPLATE_CHARACTERS = "TEMPLATE_CHARACTERS"
    TEMPLATE_VARIABLES = "TEMPLATE_VARIABLES"
    TEMPLATE_VERIFICATION_WORD = "TEMPLATE_VERIFICATION_WORD"
    TEMPLATE_UNSUBSCRIBE = "TEMPLATE_UNSUBSCRIBE"
    TEMPLATE_LINK = "TEMPLATE_LINK"
    TEMPLATE_CONTACT = "TEMPLATE_CONTACT"
    TEMPLATE_IP_ADDRESS = "TEMPLATE_IP_ADDRESS"


class EventKind(StrEnum):
    """What happened, in the account's append-only history."""

    ACCOUNT_CREATED = "account.created"
    ACCOUNT_VERIFIED = "account.verified"
    USER_CREATED = "user.created"
    KEY_CREATED = "key.created"
    KEY_DISABLED = "key.disabled"
    TOKEN_CREATED = "token.created"
    TOKEN_REVOKED = "token.revoked"
    PHONE_CODE_SENT = "phone_code.sent"
    MATERIAL_STORED = "material.stored"
    MATERIAL_REMOVED = "material.removed"
    DOCUMENT_READ = "document.read"
    QUALIFICATION_MOVED = "qualification.moved"
    QUALIFICATION_CHANGED = "qualification.changed"
    QUALIFICATION_DELETED = "qualification.deleted"
    REGISTER_ANSWERED = "register.answered"
    REVIEW_CLAIMED = "review.claimed"
    REVIEW_RELEASED = "review.released"
    POWER_CREATED = "power_of_attorney.created"
    POWER_PASSED = "power_of_attorney.passed"
    TRADEMARK_CREATED = "trademark.created"
    TRADEMARK_LOOKED_UP = "trademark.looked_up"
    APP_RECORD_CREATED = "app_record.created"
    COMPLIMENTARY_GIVEN = "complimentary.given"
    COMPLIMENTARY_WITHHELD = "complimentary.withheld"
    APPLICATION_MOVED = "application.moved"
    INDUSTRY_CORRECTED = "industry.corrected"
    WORD_ADDED = "word.added"
    WORD_REMOVED = "word.removed"
    TEMPLATE_MOVED = "template.moved"
    TEMPLATE_DELETED = "template.deleted"
    TEMPLATE_TAGGED = "template.tagged"
    EXTENSION_CODE_MOVED = "extension_code.moved"
    SIGNATURE_DELETED = "signature.deleted"
    SIGNATURE_FROZEN = "signature.frozen"
    SIGNATURE_UNFROZEN = "signature.unfrozen"
    SIGNATURE_DISABLED = "signature.disabled"
    SIGNATURE_ENABLED = "signature.enabled"
    AVAILABILITY_CHANGED = "availability.changed"
    HEALTH_RAISED = "health.raised"
    HEALTH_CLEARED = "health.cleared"
    WARNING_RAISED = "warning.raised"
    CALENDAR_MADE = "calendar.made"
    CALENDAR_REVOKED = "calendar.revoked"
    FILING_MOVED = "filing.moved"
    FILING_RENEWED = "filing.renewed"
    COMPLIANCE_REPORTED = "compliance.reported"
    HOLIDAYS_MISSING = "holidays.missing"
    POLICY_APPLIED = "policy.applied"
    FREEZE_ANNOUNCED = "freeze.announced"
    SIGNATURE_IMPORTED = "signature.imported"
    ACCOUNT_EXPORTED = "account.exported"
    ACCOUNT_ERASED = "account.erased"
    PERSONAL_OPENED = "personal.opened"
    MATERIAL_VIEWED = "material.viewed"
    SECRET_ROTATED = "secret.rotated"
    CALLBACK_SET = "callback.set"
    CALLBACK_REMOVED = "callback.removed"
    CALLBACK_REPLAYED = "callback.replayed"
