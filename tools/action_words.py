"""What the pages of actions say in words: purposes in Chinese, and what differs from the reference service.

Decides nothing. In English an action's own documentation tells its purpose. An action without a line in
`CHINESE` has no page; one without a line in `DIFFERENCES` answers as the reference service documents it.
"""

CHINESE = {
    "RequiredPhoneCode": "向管理员手机发送验证码。",
    "ValidPhoneCode": "校验验证码但不消耗它：同一验证码随资质再提交一次。",
    "GetQualificationOssInfo": "获取上传许可，用于营业执照、授权书、商标和 App 备案的图片。",
    "GetOSSInfoForUploadFile": "获取上传许可，用于签名和模板的补充材料（`MoreData`）。",
    "GetSmsOcrOssInfo": "获取上传许可，用于模板所引导域名的备案截图。",
    "SubmitSmsQualification": "提交企业资质审核；通过接口提交仅限企业认证账号。",
    "UpdateSmsQualification": "修改企业资质并重新审核；仅限企业认证账号。",
    "DeleteSmsQualification": "永久删除资质；审核中或已绑定签名时不能删除。",
    "QuerySingleSmsQualification": "查询一份资质的全部内容。",
    "QuerySmsQualificationRecord": "按条件分页查询资质及其审核状态，最新的在前。",
    "CreateSmsAuthorizationLetter": "登记授权书；它随第一个使用它的签名申请一起审核。",
    "QuerySmsAuthorizationLetter": "查询符合全部条件的授权书，最新的在前。",
    "CreateSmsTrademark": "登记商标，并记录公开登记簿中的信息。",
    "QuerySmsTrademark": "按 ID 查询本账号的商标；查不到的不返回。",
    "CreateSmsAppIcpRecord": "登记 App 备案。",
    "QuerySmsAppIcpRecord": "按 ID 查询本账号的 App 备案；查不到的不返回。",
    "CreateSmsSign": "申请签名。",
    "UpdateSmsSign": "修改已通过或未通过的签名并重新审核；已通过的版本在修改通过前继续有效。",
    "DeleteSmsSign": "永久删除签名；审核中不能删除。",
    "GetSmsSign": "查询签名已通过的版本；从未通过的，查询最近一次申请。",
    "QuerySmsSignList": "分页查询签名及其审核状态，最新的在前。",
    "ChangeSignatureQualification": "把已通过的签名改绑到另一份已通过的资质，并重新向运营商报备。",
    "AddSmsSign": "不带资质申请签名（旧版）；绑定资质后才向运营商报备。",
    "ModifySmsSign": "为未通过的签名重新申请（旧版）。",
    "QuerySmsSign": "查询签名的审核状态和驳回原因（旧版）。",
    "AddExtCodeSign": "把扩展码绑定到签名。",
    "UpdateExtCodeSign": "更换签名的一个扩展码。",
    "DeleteExtCodeSign": "解除扩展码与签名的绑定。",
    "QueryExtCodeSign": "分页查询扩展码及其签名，最新的在前。",
    "CreateSmsTemplate": "申请模板。",
    "UpdateSmsTemplate": "修改未通过的模板并重新提交。",
    "DeleteSmsTemplate": "永久删除模板；审核中不能删除。",
    "GetSmsTemplate": "查询一个模板及其审核结果。",
    "QuerySmsTemplateList": "分页查询模板及其审核状态，最新的在前。",
    "GetSmsTemplateList": "分页查询符合全部条件的模板，最新的在前。",
    "AddSmsTemplate": "申请模板（旧版）。",
    "ModifySmsTemplate": "修改未通过的模板（旧版）。",
    "QuerySmsTemplate": "查询一个模板及其状态（旧版）。",
    "SendSms": "向至多 1000 个号码发送同一条短信。",
    "SendBatchSms": "向至多 100 个号码发送短信，每个号码有各自的签名和变量。",
    "QuerySendDetails": "分页查询一个号码某日的短信，最新的在前；受理后立即可查。",
    "QuerySendStatistics": "按日统计短信数量和结果，日期从前到后。",
    "TagResources": "给模板打标签；同一标签键的新值取代旧值。",
    "UntagResources": "移除模板的标签。",
    "ListTagResources": "查询这些模板的标签、这些标签键的标签，或同时满足两者的标签。",
}

_PERMIT = (
    "The three permits are alike: `Host` is this service, valid for half an hour, for files of at most 5 MB.",
    "三个动作给出的许可相同：`Host` 指向本服务，半小时内有效，单个文件不超过 5 MB。",
)
_ALL_FIELDS = (
    "Every wrong field is told in one message; the code is that of the first. Open end: `2099-12-31`.",
    "一次返回所有有误字段的说明，错误码取第一个。长期有效写作 `2099-12-31`。",
)
_OLDER = (
    (
        "Works here, where the reference service is offline; `QIANMING_OLDER_SIGNATURE_ACTIONS=0` makes"
        " it answer"
        " `isv.INTERFACE_OFFLINE`. Names are case-sensitive."
    ),
    (
        "参考服务已下线此接口，本服务仍可使用；设 `QIANMING_OLDER_SIGNATURE_ACTIONS=0` 则返回"
        " `isv.INTERFACE_OFFLINE`。签名名称区分大小写。"
    ),
)
_TEMPLATE = (
    (
        "The rules decide at once unless a policy leaves a finding to a reviewer. Two applications need"
        " no pause;"
        " 100 a day count. `RiskNotices`, what carriers may block, is this service's own."
    ),
    (
        "除非规则要求人工审核，提交后立即得出结果。两次申请之间无须间隔，每日以 100 个为限。"
        "`RiskNotices` 为本服务特有，列出可能被运营商拦截的内容。"
    ),
)
_FILING = (
    "Filing is not asked for: a carrier that has not filed the signature refuses later, by its receipt.",
    "发送时不检查报备：未报备的运营商随后以回执拒绝。",
)

# What differs from the reference service or is left open there, in both languages.
DIFFERENCES = {
    "RequiredPhoneCode": (
        "Codes have six digits, live for five minutes and are read with `qianming inbox`.",
        "验证码为六位数字，五分钟内有效，用 `qianming inbox` 查看。",
    ),
    "ValidPhoneCode": (
        "A wrong code is `Data: false`; after five wrong tries the code is dead.",
        "验证码错误时 `Data` 为 `false`；连续错五次后该验证码作废。",
    ),
    "GetQualificationOssInfo": _PERMIT,
    "GetOSSInfoForUploadFile": _PERMIT,
    "GetSmsOcrOssInfo": _PERMIT,
    "SubmitSmsQualification": _ALL_FIELDS,
    "UpdateSmsQualification": (
        "What is left out stays as it is. Every wrong field is told in one message.",
        "未传的字段保持不变。一次返回所有有误字段的说明。",
    ),
    "QuerySingleSmsQualification": (
        (
            "Names, numbers and addresses of identity scans and of `OtherFiles` are shown to keys with the"
            " scope `personal`; others see them masked or blank. Licences are public."
            " An `OrderId` that is not the present one is told as `WorkOrderIdExpired`."
        ),
        (
            "姓名、号码、证件图片和 `OtherFiles` 的地址仅对带 `personal` 权限范围的密钥显示，否则脱敏或为空；"
            "营业执照为公开信息。"
            "`OrderId` 不是当前工单时返回 `WorkOrderIdExpired`。"
        ),
    ),
    "QuerySmsQualificationRecord": (
        "Names of qualification and company are found by any part of them, a person's only whole.",
        "资质名称和企业名称按部分匹配，人名须完整。",
    ),
    "CreateSmsAuthorizationLetter": _ALL_FIELDS,
    "QuerySmsAuthorizationLetter": (
        "The letter's picture, and parties that may be persons, are shown to keys with the scope `personal`.",
        "授权书图片以及可能为个人的授权双方，仅对带 `personal` 权限范围的密钥显示。",
    ),
    "CreateSmsTrademark": _ALL_FIELDS,
    "CreateSmsAppIcpRecord": _ALL_FIELDS,
    "CreateSmsSign": (
        (
            "What the reference documents as an error is one. Every other rule that refuses stores the"
            " application"
            " as rejected, with its reasons, as a reviewer would. Sources 1 to 4 are rejected so."
        ),
        (
            "参考文档列为错误的情况返回错误；其余规则不通过时，申请按驳回保存并给出原因，与人工审核一致。"
            "来源 1 至 4 即如此处理。"
        ),
    ),
    "UpdateSmsSign": (
        (
            "While an edit is in review, and after it was withdrawn, an approved version stays live. A"
            " signature"
            " that was withdrawn before it was ever approved may be applied for again in this way."
        ),
        "修改审核期间以及撤回修改后，已通过的版本继续有效。从未通过即撤回的签名可以用此接口重新申请。",
    ),
    "GetSmsSign": (
        (
            "The approved version, else the newest application, where the reference shows the first."
            " `AuditInfo`"
            " tells why the last edit was rejected. Without an approval every carrier stands at -2."
        ),
        (
            "显示已通过的版本，从未通过则显示最近一次申请（参考服务显示首次申请）。"
            "`AuditInfo` 说明最近一次修改的驳回原因。"
            "未通过审核时各运营商的报备状态均为 -2。"
        ),
    ),
    "QuerySmsSignList": (
        "`RejectSubInfo` holds the codes of the reasons, joined by `;`.",
        "`RejectSubInfo` 为驳回原因代码，以 `;` 分隔。",
    ),
    "ChangeSignatureQualification": (
        "A further application, which is reviewed; earlier filings stay in force until carriers file anew.",
        "作为一次新申请接受审核；运营商已有的报备在重新报备完成前继续有效。",
    ),
    "AddSmsSign": _OLDER,
    "ModifySmsSign": _OLDER,
    "QuerySmsSign": _OLDER,
    "QueryExtCodeSign": (
        "A code that can be none and a signature that the account has not are errors, not empty pages.",
        "不可能存在的扩展码、账号下没有的签名均返回错误，而不是空页。",
    ),
    "CreateSmsTemplate": _TEMPLATE,
    "UpdateSmsTemplate": _TEMPLATE,
    "GetSmsTemplateList": (
        "`UsableStateList` is `USABLE` for an approved template, else `UNUSABLE`; names match by part.",
        "`UsableStateList` 对已通过的模板为 `USABLE`，否则为 `UNUSABLE`；模板名称按部分匹配。",
    ),
    "SendSms": _FILING,
    "SendBatchSms": _FILING,
    "QuerySendDetails": (
        "A key that may neither send nor see personal data gets number and values masked.",
        "既不能发送、又不能查看个人信息的密钥，看到的号码和变量值均已脱敏。",
    ),
    "QuerySendStatistics": (
        "Nothing is sent abroad: `IsGlobe=2` counts nothing.",
        "本服务不发送国际短信：`IsGlobe=2` 的统计为空。",
    ),
    "TagResources": (
        "A key that is named twice is refused.",
        "同一标签键出现两次时拒绝。",
    ),
}

FAMILIES = {
    "qualification": "资质",
    "power of attorney": "授权书",
    "signature": "签名",
    "extension code": "扩展码",
    "trademark": "商标",
    "app filing": "App 备案",
    "upload": "上传",
    "template": "模板",
    "sending": "发送",
    "query": "查询",
    "tag": "标签",
}
