"""Where the rules come from: the public pages and documents that findings cite. Decides nothing.

A rule that cites `OWN_POLICY` fills a gap that the public sources leave open; its docstring says how.
"""

SPECIFICATIONS = "https://help.aliyun.com/en/sms/user-guide/signature-specifications-1"
REJECTIONS = "https://help.aliyun.com/zh/sms/user-guide/causes-of-application-failures-and-suggestions"
CREATE_SIGNATURE = "https://help.aliyun.com/zh/sms/developer-reference/api-dysmsapi-2017-05-25-createsmssign"
CREATE_TRADEMARK = (
    "https://help.aliyun.com/zh/sms/developer-reference/api-dysmsapi-2017-05-25-createsmstrademark"
)
CREATE_POWER_OF_ATTORNEY = (
    "https://help.aliyun.com/zh/sms/developer-reference/api-dysmsapi-2017-05-25-createsmsauthorizationletter"
)
CREATE_TEMPLATE = (
    "https://help.aliyun.com/zh/sms/developer-reference/api-dysmsapi-2017-05-25-createsmstemplate"
)
SUBMIT_QUALIFICATION = (
    "https://help.aliyun.com/zh/sms/developer-reference/api-dysmsapi-2017-05-25-submitsmsqualification"
)
SOURCES_ENDED = (
    "https://help.aliyun.com/zh/sms/product-overview/about-sms-signature-application-rule-change-notice"
)
INDIVIDUALS_ENDED = (
    "https://help.aliyun.com/zh/sms/product-overview/"
    "announcement-on-sms-not-supporting-application-for-personal-use-qualification"
)
ERROR_CODES = "https://help.aliyun.com/zh/sms/developer-reference/api-error-codes"
VERIFICATION_TEMPLATES = (
    "https://help.aliyun.com/zh/sms/user-guide/verification-code-template-specifications/"
)
OWN_POLICY = "qianming"
