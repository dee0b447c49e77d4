"""The names of all actions that the protocol documents, whether this service offers them or not.

They tell a mistyped action from one that is only missing here; both are answered as not found.
"""

FAMILIES = {
    "qualification": (
        "SubmitSmsQualification UpdateSmsQualification DeleteSmsQualification QuerySingleSmsQualification "
        "QuerySmsQualificationRecord RequiredPhoneCode ValidPhoneCode"
    ),
    "power of attorney": "CreateSmsAuthorizationLetter QuerySmsAuthorizationLetter",
    "signature": (
        "CreateSmsSign GetSmsSign UpdateSmsSign DeleteSmsSign QuerySmsSignList ChangeSignatureQualification "
        "AddSmsSign ModifySmsSign QuerySmsSign"
    ),
    "extension code": "AddExtCodeSign UpdateExtCodeSign DeleteExtCodeSign QueryExtCodeSign",
    "trademark": "CreateSmsTrademark QuerySmsTrademark",
    "app filing": "CreateSmsAppIcpRecord QuerySmsAppIcpRecord",
    "upload": ("GetQualificationOssInfo GetOSSInfoForUploadFile GetSmsOcrOssInfo GetOSSInfoForCardTemplate"),
    "template": (
        "CreateSmsTemplate GetSmsTemplate UpdateSmsTemplate DeleteSmsTemplate QuerySmsTemplateList "
        "GetSmsTemplateList AddSmsTemplate ModifySmsTemplate QuerySmsTemplate"
    ),
    "sending": "SendSms SendBatchSms SendLogisticsSms VerifyLogisticsSmsMailNo",
    "query": "QuerySendDetails QuerySendStatistics",
    "tag": "TagResources UntagResources ListTagResources",
    "card": (
        "CheckMobilesCardSupport QueryMobilesCardSupport CreateCardSmsTemplate QueryCardSmsTemplate "
        "QueryCardSmsTemplateReport GetCardSmsLink GetCardSmsDetails GetMediaResourceId SendCardSms "
        "SendBatchCardSms"
    ),
    "digital": "CreateDigitalSignOrder QueryDigitalSignByName CreateDigitalSmsTemplate",
    "short link": ("AddShortUrl DeleteShortUrl QueryShortUrl CreateSmartShortUrl QueryPageSmartShortUrlLog"),
    "international": "ConversionDataIntl SmsConversionIntl",
    "rich communication": (
        "UpgradeToRCSSignature UpdateRCSSignature GetRCSSignature AddRcsSignMenu QueryRcsSignMenuByVersion "
        "CreateRCSTemplate QueryRCSTemplate QueryRCSMobileCapable CreateRCSMobileCapableTask "
        "QueryRCSMobileCapableTaskResult SendRCS SendRCSReply"
    ),
}

DOCUMENTED_ACTIONS = frozenset(name for names in FAMILIES.values() for name in names.split())
