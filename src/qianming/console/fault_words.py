"""The words for refusals that name no rule: by their public code, the field of a form and one sentence.

Decides no meaning: `qianming.services.refusals` and `qianming.core.papers.qualification` give the codes.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_EMPTY = _("This is empty. Fill it in as it stands on the paper.")
_NO_PICTURE = _("A picture is missing. Upload a clear photo or scan, in colour and with all four edges.")
_NOT_STORED = _("This file did not arrive. Upload it again.")
_WRONG_FILE = _("This is no JPG, PNG or GIF picture. Take a photo of the paper or save it as one of these.")
_WRONG_DOCUMENT = _("This kind of file is not taken. Use JPG, PNG, GIF, PDF, DOC or DOCX.")
_DATES = _("Give the first and the last day, in this order; for a paper without an end tick “long term”.")
_EXPIRED = _("Today lies outside these dates. A paper that has ended cannot be used: upload the new one.")
_CHOOSE = _("Choose one of the list.")
_LONG_NAME = _("A name of a person has at most 50 characters. Write it as it stands on the document.")
_NUMBER = _("This number does not fit the kind of document. Compare it, digit by digit, with the document.")
_LETTER_NAME = _(
    "Use Chinese characters, letters and digits, not digits alone, at most 100; each name only once."
)
_ENTITY_NAME = _("Write the name as on the licence: no other signs than brackets, a middle dot and spaces.")
_LONG = _("This is too long. Shorten it.")

# Code: field of the form, sentence.
_PERSONS: Mapping[str, tuple[str, Promise]] = {
    "LegalPersonNameNullError": ("legal_name", _EMPTY),
    "InvalidLegalPersonName": ("legal_name", _LONG_NAME),
    "LegalPersonIdcardTypeError": ("legal_document", _CHOOSE),
    "LegalIdCardNoNullError": ("legal_number", _EMPTY),
    "LegalIdCardNotMatchRegex": ("legal_number", _NUMBER),
    "LegalPersonIdcardEfftimeNotMatchRegexError": ("legal_until", _DATES),
    "LegalDateNotValid": ("legal_until", _EXPIRED),
    "LegalFrontOssFileNotUploadError": ("legal_front", _NOT_STORED),
    "LegalBackOssFileNotUploadError": ("legal_back", _NOT_STORED),
    "AdminNameNullError": ("admin_name", _EMPTY),
    "InvalidAdminName": ("admin_name", _LONG_NAME),
    "AdminIdcardTypeError": ("admin_document", _CHOOSE),
    "AdminIdcardNoNullError": ("admin_number", _EMPTY),
    "AdminIdcardNotMatchRegex": ("admin_number", _NUMBER),
    "AdminIdcardExpdateNotMatchRegexError": ("admin_until", _DATES),
    "AdminDateNotValid": ("admin_until", _EXPIRED),
    "AdminIdcardFrontFaceNullError": ("admin_front", _NO_PICTURE),
    "AdminIdcardFrontFaceFileError": ("admin_front", _WRONG_FILE),
    "AdminIdcardPicsNullError": ("admin_back", _NO_PICTURE),
    "AdminIdcardPicsFileError": ("admin_back", _WRONG_FILE),
    "AdminFrontOssFileNotUploadError": ("admin_front", _NOT_STORED),
    "AdminBackOssFileNotUploadError": ("admin_back", _NOT_STORED),
    "PhoneNoCertifyCodeNullError": (
        "admin_phone",
        _("Give the administrator's mobile number, press “Send code”, and type the six digits that arrive."),
    ),
    "CertifyCodeError": (
        "phone_code",
        _("The code is wrong, was used, or is older than five minutes. Press “Send code” for a new one."),
    ),
    "InvalidPhoneNo": (
        "admin_phone",
        _("This is no mobile number of the Chinese mainland. Write its 11 digits, with or without +86."),
    ),
    "isv.BUSINESS_LIMIT_CONTROL": (
        "admin_phone",
        _("A number gets at most one code a minute, five an hour and ten a day."),
    ),
}
_ENTITY: Mapping[str, tuple[str, Promise]] = {
    "QualificationNameNullError": (
        "name",
        _("Give the qualification a name, by which you will find it again."),
    ),
    "QualificationNameNotMatchRegex": ("name", _LETTER_NAME),
    "QualificationNameAlreadyExist": (
        "name",
        _("You have a qualification of this name already. Choose another name, or edit the other one."),
    ),
    "CompanyNameNullError": ("company_name", _EMPTY),
    "InvalidCompanyName": ("company_name", _ENTITY_NAME),
    "CompanyTypeError": ("company_type", _CHOOSE),
    "OrganizationCodeNullError": ("credit_code", _EMPTY),
    "InvalidOrganizationCode": ("credit_code", _LONG),
    "BusinessLicensePicsNullError": ("licences", _NO_PICTURE),
    "BusinessLicensePicsFileError": ("licences", _WRONG_FILE),
    "BusinessLicenseTypeError": ("licence_kind", _CHOOSE),
    "BusinessLicenseDateNotMatchRegexError": ("licence_until", _DATES),
    "BusinessLicenseDateNotValid": ("licence_until", _EXPIRED),
    "BusinessLicenseOssFileNotUploadError": ("licences", _NOT_STORED),
    "OtherFileTypeError": ("others", _WRONG_DOCUMENT),
    "OtherOssFileNotUploadError": ("others", _NOT_STORED),
    "NotEnterpriseCertifyCustCheckError": (
        "",
        _("This account is not verified as an enterprise. Ask the operator of this service to verify it."),
    ),
    "SameQualificationGroupError": (
        "company_name",
        _("You have a qualification of this entity with this administrator already. Edit that one instead."),
    ),
    "WorkOrderIdExpired": (
        "",
        _("It was changed elsewhere meanwhile. Load the page again, look at the changes, and send it anew."),
    ),
    "BindSignDeleteFailed": (
        "",
        _("Signatures rest on it. Delete them first, or bind them to another qualification."),
    ),
}
_NAMES: Mapping[str, tuple[str, Promise]] = {
    "InvalidSignName": ("name", _("This cannot be a name. Choose one of the suggestions.")),
    "SignName.Exists": ("name", _("You have a signature of this name already. Choose another name.")),
    "InvalidQualification": (
        "qualification",
        _("This qualification is not approved. Wait for its review, or choose another one."),
    ),
    "ParameterMismatch.ThirdParty": (
        "qualification",
        _("This qualification is for another purpose. Choose one for the same purpose, or make one."),
    ),
    "SmsAuthorizationLetterNotExist": ("power_of_attorney", _CHOOSE),
    "SmsAuthorizationLetterNotMatch": (
        "power_of_attorney",
        _("It was granted by another entity than that of the qualification. Choose the right one."),
    ),
    "SmsSignNotAuthorized": (
        "power_of_attorney",
        _("It does not list this name. Choose one that does, or make a new one with all your names."),
    ),
    "TrademarkNotExist": ("trademark", _CHOOSE),
    "AppIcpRecordNotExist": ("", _CHOOSE),
    "InvalidMoreData": (
        "materials",
        _("A file did not arrive, or there are more than 20. Upload them again."),
    ),
    "isv.SIGN_COUNT_OVER_LIMIT": (
        "",
        _("The number of applications of this day is used up. Apply again tomorrow."),
    ),
    "SignatureChangedMeanwhile": (
        "",
        _("It was changed elsewhere meanwhile. Load the page again, look at the changes, and send it anew."),
    ),
    "SignNameFixed": ("name", _("The name of an approved signature stays. For another name apply anew.")),
    "isv.ERROR_SIGN_NOT_DELETE": (
        "",
        _("It is being reviewed and cannot be deleted now. Withdraw the application first."),
    ),
    "AuthorizationLetterNameRepeat": (
        "name",
        _("You have a power of attorney of this name already. Choose another name, or leave it empty."),
    ),
    "SignNotMatchRegex": (
        "scope",
        _("List at least one name, one a line. Each has 2 to 12 characters, without brackets."),
    ),
    "SignNumOverLimit": ("scope", _("One letter lists at most 100 names. Make a second one for the rest.")),
    "NotFrozen": ("", _("You have not deactivated it, so there is nothing to lift.")),
}
_REST: Mapping[str, tuple[str, Promise]] = {
    "AssocSignUnapproved": (
        "related_signature",
        _("This signature is not approved. Wait for its review, or choose another one."),
    ),
    "InvalidTemplateContent.Format": ("content", _("The text breaks a rule. The notes beside it say which.")),
    "TemplateVarLimitExceeded": ("content", _("The text has more variables than its kind may have.")),
    "SMS_STATUS_ILLEGAL": (
        "",
        _("Its state has changed meanwhile and does not allow this any more. Look at it again."),
    ),
    "InvalidParameter": (
        "",
        _("This is too long or holds signs that cannot be stored. Shorten or retype it."),
    ),
    "AlreadyDecided": ("", _("It has been decided meanwhile. Look at it again.")),
    "AlreadyExists": ("", _("This exists already. Look at what is there, or choose another name.")),
    "PermitExpired": ("", _NOT_STORED),
    "PermitInvalid": ("", _NOT_STORED),
    "FileNameInvalid": ("", _WRONG_DOCUMENT),
    "FileTypeInvalid": ("", _("The content is not what the ending says, or no kind that is taken.")),
    "FileEmpty": ("", _("This file is empty. Choose another one.")),
    "FileTooLarge": ("", _("This file is larger than 5 MB. Make the picture smaller or save it as JPG.")),
    "FileAlreadyExists": ("", _NOT_STORED),
    "FileBroken": (
        "",
        _("This file cannot be opened: it is broken or cut off. Save it anew and upload that."),
    ),
    "FileTooManyPixels": (
        "",
        _("This picture has too many pixels. Make it smaller: 4000 on the longer side are plenty."),
    ),
    "FileTooManyPages": (
        "",
        _("This document has too many pages. Upload only the pages that show something."),
    ),
    "FileTooComplex": ("", _("This file takes too long to open. Save it as a plain JPG and upload that.")),
    "FileEncrypted": ("", _("This document asks for a password. Save it without one and upload that.")),
    "FileActive": ("", _("This document holds scripts or programs. Save it as a picture and upload that.")),
    "FileNotStored": ("", _("The service could not keep the file just now. Upload it again in a minute.")),
    "SlowDown": ("", _("Many files are being uploaded just now. Upload it again in a minute.")),
}

# What codes without a sentence of their own have in common with others, longest endings first.
ENDINGS: tuple[tuple[str, Promise], ...] = (
    ("OssFileNotUploadError", _NO_PICTURE),
    ("DateNotMatchRegex", _DATES),
    ("DateNotValid", _EXPIRED),
    ("PicsFileError", _WRONG_FILE),
    ("NotMatchRegex", _("This is empty or holds signs that cannot be. Write it as it stands on the paper.")),
    ("NullError", _EMPTY),
    ("OverLimit", _LONG),
)
_ALL: Mapping[str, tuple[str, Promise]] = {**_PERSONS, **_ENTITY, **_NAMES, **_REST}
FIELDS: Mapping[str, str] = {code: field for code, (field, _words) in _ALL.items() if field}
SENTENCES: Mapping[str, Promise] = {code: words for code, (_field, words) in _ALL.items()}
