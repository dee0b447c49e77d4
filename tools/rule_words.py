"""The rules in Chinese, by the names of their functions; in English their own documentation says it.

Decides nothing. A rule without its line here has no page.
"""

CHINESE = {
    "name_length": "签名为 2 到 12 个字符，一个汉字、一个字母、一个数字各计一个。",
    "name_characters": (
        "签名只含汉字、英文字母和数字，每一段其他字符各给一条结果。"
        "《通用规范汉字表》8105 字之外又没有简体写法的汉字由人工判断：字是真的，但不是每部手机都能显示。"
    ),
    "name_brackets": "不输入括号：发送时由服务加上【】。",
    "name_traditional": (
        "不支持繁体字，逐字给出对应的简体字。《通用规范汉字表》中的字（如乾、昇）不算繁体字，无论转换工具怎么看。"
    ),
    "name_digits_only": "纯数字看不出是谁发送。",
    "name_letters_only": "不支持纯英文签名；字母商标由人工判断。",
    "name_no_chinese": "没有汉字的签名存疑；纯数字和纯英文另有规则。",
    "name_test_word": (
        "签名不含测试字样，不分大小写。签名是执照名称中连续的一段时，这个词可能属于企业的业务，由人工判断。"
    ),
    "name_initials": "企业名称的首字母缩写不是签名；字母商标另有规则。",
    "name_personal": (
        "签名不是个人姓名。与资质中的人员或个人账号本人同名即可确定；仅仅看起来像姓名时由人工判断，"
        "只有把握很大、执照和商标又都不支持时才拒绝。"
    ),
    "name_neutral": (
        "签名要让人看出是谁发送：只由通用词组成的签名过于中性，注册商标也一样。执照全称或合规简称从不算中性。"
    ),
    "name_restricted": "签名不含受限业务的词：违法的一类拒绝，有歧义的一类由人工判断。",
    "name_combination": "签名不把企业名和产品名连在一起：产品写进模板正文。",
    "name_taken": "一个账号对一个名称只申请一次；大小写不同算不同的名称。",
    "name_lookalike": "签名不能与其他主体正在使用的签名混淆：大小写、全角半角、字形或读音。",
    "licence_name_match": (
        "来源为企事业单位名称时，签名是执照全称或合规简称。简称是执照名称中连续的一段，保留地区，不截断字号。"
        "能用文字比对证明的才拒绝；词的边界只是推测时由人工判断。"
    ),
    "trademark_missing": "来源为商标时必须指明商标。",
    "trademark_text": "签名与商标文字完全一致，区分大小写。仅大小写不同，或是商标中的一段时，由人工判断。",
    "trademark_owner": "商标注册人就是资质主体；仅括号不同时由人工判断。",
    "trademark_status": "商标必须已注册；申请中、被驳回、无效都不够。",
    "trademark_expired": "商标专用权没有到期。",
    "trademark_not_unique": "多家企业持有的商标不能指向其中一家，运营商可能要求签名中带企业信息。",
    "trademark_prefer_enterprise": "推荐以企业名称为来源：运营商认为过于中性的商标会被拒绝。",
    "source_unsupported": "停用的来源，自运营商停止受理之日起拒绝。",
    "source_high_risk": "运营商将停止受理的来源，在停用之前就有风险。",
    "purpose_account": "个人账号自用的签名无法通过实名报备。可以改为他用，或把账号升级为企业账号。",
    "purpose_entity": (
        "自用是指资质主体就是账号的认证主体，否则为他用。仅括号不同时由人工判断；"
        "他用而资质主体就是账号主体时也由人工判断：它不需要委托书，应当选自用。"
    ),
    "industry_inferred": "有专门要求的行业会告诉申请人，判断不对可以更正。",
    "purpose_industry": "金融行业没有他用签名。",
    "industry_papers": (
        "政府、游戏、物流行业要附各自的材料，缺少时由人工判断。物流的清单是本服务自己定的。"
        "没有说明附了哪些材料时，只提示需要什么。"
    ),
    "industry_landline": (
        "政府机关和事业单位在备注中写明单位座机：区号（010、0571）加七位或八位数字；没有的由人工索要。"
        "备注随材料一起填写，因此没有说明附了哪些材料时不要求。"
    ),
    "material_missing": "来源和用途要求的材料要附上；缺少的由人工索要。",
    "power_missing": "他用签名需要对方的授权委托书。",
    "power_scope": "授权委托书逐字列出该签名。",
    "power_expired": "今天在授权委托书的有效期之内。",
    "power_party": (
        "授权委托书由资质主体出具。以统一社会信用代码为准；代码一致而名称不同，或仅括号不同时，"
        "由人工判断，因为企业可能已更名。"
    ),
    "kind_discouraged": "验证码签名只能发验证码；通用签名也能发。",
    "entity_credit_code": "信用代码与标准（GB 32100-2015）不符只作提示：少数真实代码不符合标准。",
    "entity_shared_administrator": "一名管理员只负责一家企业；负责多家时运营商报备会失败。",
    "register_not_checked": "企业登记信息源没有答复时，审核人员知道尚未核对。",
    "register_unknown": "登记信息中没有这个信用代码，也没有这个名称的企业。",
    "register_credit_code": "登记信息中该名称的企业使用另一个信用代码。",
    "register_name": "登记信息中该信用代码对应另一个名称。",
    "register_legal_representative": "登记信息中该企业的法定代表人是另一个人。",
    "register_status": "登记信息显示企业没有正常存续。",
    "remark_length": "备注不超过 200 个字符。",
    "limit_daily": "个人账号每天申请一个签名，企业账号不限。",
    "template_length": "模板名称和内容不为空，也不超过各自的长度上限。",
    "template_characters": "正文不含繁体字、图形符号和运营商拒绝的符号。",
    "template_variables": "变量写作 `${name}`，由字母、数字、下划线组成；验证码最多一个变量。",
    "template_verification_word": "验证码模板要写明它是验证码。",
    "template_unsubscribe": "推广短信以退订提示结尾。",
    "template_link": "无论签名是什么，运营商都会拦截链接；模板可以受理，但有提示。",
    "template_contact": "无论签名是什么，运营商都会拦截联系方式；模板可以受理，但有提示。",
    "template_ip_address": "无论签名是什么，运营商都会拦截 IP 地址；模板可以受理，但有提示。",
}
