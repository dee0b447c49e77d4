"""An example that fails and one that passes for every code that the rulebook can yield.

Decides nothing: the rules are asked, and a test holds every example against them. Enterprises, codes and
names are invented.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from qianming.core.codes import (
    AccountType,
    FindingCode,
    Industry,
    PaperKind,
    Purpose,
    SignatureKind,
    SignatureSource,
    TemplateType,
)
from qianming.core.findings import Verdict
from qianming.core.papers.entity import EnterpriseStatus, EntitySubject, RegisterAnswer, check_entity
from qianming.core.policy import RulePolicy
from qianming.core.rulebook import check
from qianming.core.sending.template import check_template
from qianming.core.subjects import (
    ApplicationSubject,
    PowerOfAttorneySubject,
    TemplateSubject,
    TrademarkSubject,
)

DAY = date(2026, 11, 18)
LICENCE = "杭州云帆网络科技有限公司"
OTHER_LICENCE = "上海样例食品有限公司"
CREDIT_CODE, OTHER_CREDIT_CODE = "91330100MA0000000C", "91310100MA0000001A"
NATIONAL_CODE = "91100000MA0000002B"

Subject = ApplicationSubject | TemplateSubject | EntitySubject


@dataclass(frozen=True, slots=True)
class Example:
    """What fails with a code, and what passes in its stead."""

    fails: Subject
    passes: Subject


def judged(subject: Subject, policy: RulePolicy) -> Verdict:
    """What the rules say of an example."""
    if isinstance(subject, TemplateSubject):
        return check_template(subject, policy)
    if isinstance(subject, EntitySubject):
        return check_entity(subject, policy)
    return check(subject, policy)


def _named(name: str, licence: str | None = LICENCE, **facts: Any) -> ApplicationSubject:
    return ApplicationSubject(name, DAY, enterprise_name=licence, **facts)


def _trademark(name: str = "云帆", text: str = "云帆", **facts: Any) -> ApplicationSubject:
    facts = {"owner": LICENCE, "status": "registered", "valid_until": date(2030, 1, 1), **facts}
    mark = TrademarkSubject(text, **facts)
    return _named(name, source=SignatureSource.TRADEMARK, trademark=mark)


def _for_others(power: PowerOfAttorneySubject | None, licence: str = OTHER_LICENCE) -> ApplicationSubject:
    return _named(
        "上海样例", licence, purpose=Purpose.FOR_OTHERS, account_name=LICENCE, power_of_attorney=power
    )


def _letter(**facts: Any) -> PowerOfAttorneySubject:
    facts = {"grantor": OTHER_LICENCE, "scope": ("上海样例",), "valid_until": date(2027, 1, 1), **facts}
    return PowerOfAttorneySubject(**facts)


def _template(content: str, kind: TemplateType = TemplateType.NOTIFICATION) -> TemplateSubject:
    return TemplateSubject("样例模板", content, kind)


def _entity(answer: RegisterAnswer | None = None, **facts: Any) -> EntitySubject:
    facts = {"credit_code": CREDIT_CODE, "register": answer or AGREED, **facts}
    return EntitySubject(**facts)


AGREED = RegisterAnswer(True, True, True, EnterpriseStatus.ACTIVE)
ENTITY = _entity()
SHORT = _named("杭州云帆")
MARKED = _trademark()
LETTERED = _for_others(_letter())
NOTIFICATION = _template("您的订单${order}已发货。")
CODE = _template("您的验证码为${code}。", TemplateType.VERIFICATION_CODE)

EXAMPLES: dict[FindingCode, Example] = {
    FindingCode.NAME_LENGTH: Example(_named(LICENCE + "杭州分公司", None), SHORT),
    FindingCode.NAME_CHARACTERS: Example(_named("云帆·样例", None), _named("云帆样例", None)),
    FindingCode.NAME_BRACKETS: Example(_named("【杭州云帆】"), SHORT),
    FindingCode.NAME_TRADITIONAL: Example(_named("杭州雲帆"), SHORT),
    FindingCode.NAME_DIGITS_ONLY: Example(_named("12306", None), SHORT),
    FindingCode.NAME_LETTERS_ONLY: Example(_named("Yunfan", None), SHORT),
    FindingCode.NAME_NO_CHINESE: Example(_named("Yunfan9", None), SHORT),
    FindingCode.NAME_INITIALS: Example(_named("HZYF"), SHORT),
    FindingCode.NAME_TEST_WORD: Example(_named("云帆测试", None), SHORT),
    FindingCode.NAME_PERSONAL: Example(_named("法人甲", legal_representative="法人甲"), SHORT),
    FindingCode.NAME_NEUTRAL: Example(_trademark("服务提醒", "服务提醒"), SHORT),
    FindingCode.NAME_RESTRICTED: Example(_named("杭州博彩", None), SHORT),
    FindingCode.NAME_COMBINATION: Example(_named("杭州云帆商城"), SHORT),
    FindingCode.NAME_TAKEN: Example(
        _named("杭州云帆", taken_names=frozenset({"杭州云帆"})),
        _named("杭州云帆网络", taken_names=frozenset({"杭州云帆"})),
    ),
    FindingCode.NAME_LOOKALIKE: Example(
        _named("杭州云帆", names_of_others=frozenset({"杭州云凡"})),
        _named("杭州云帆网络", names_of_others=frozenset({"杭州云凡"})),
    ),
    FindingCode.MATCH_NOT_IN_NAME: Example(_named("杭州远航"), SHORT),
    FindingCode.MATCH_SKIPS: Example(_named("杭州云帆科技"), _named("杭州云帆网络科技")),
    FindingCode.MATCH_REORDERED: Example(_named("网络科技杭州"), _named("杭州云帆网络科技")),
    FindingCode.MATCH_LOCATION_OMITTED: Example(_named("云帆网络"), _named("杭州云帆网络")),
    FindingCode.MATCH_LOCATION_SHORTENED: Example(
        _named("杭州云帆", "杭州市云帆网络有限公司"), _named("杭州市云帆", "杭州市云帆网络有限公司")
    ),
    FindingCode.MATCH_BRAND_CUT: Example(
        _named("杭州魔方", "杭州魔方根网络科技有限公司"), _named("杭州魔方根", "杭州魔方根网络科技有限公司")
    ),
    FindingCode.MATCH_TOO_SHORT: Example(_named("杭州云"), SHORT),
    FindingCode.MATCH_BOUNDARY_UNCERTAIN: Example(_named("杭州云帆网"), _named("杭州云帆网络")),
    FindingCode.MATCH_NO_LOCATION: Example(
        _named("云帆网络", "云帆网络科技有限公司"),
        _named("云帆网络", "云帆网络科技有限公司", credit_code=NATIONAL_CODE),
    ),
    FindingCode.MATCH_BRANCH: Example(_named("杭州云帆", LICENCE + "上海分公司"), SHORT),
    FindingCode.MATCH_BRACKET_WIDTH: Example(
        _named("云帆(中国)", "云帆（中国）有限公司"), _named("云帆中国", "云帆（中国）有限公司")
    ),
    FindingCode.MATCH_LETTER_CASE: Example(
        _named("杭州yunfan", "杭州YunFan网络科技有限公司"), _named("杭州YunFan", "杭州YunFan网络科技有限公司")
    ),
    FindingCode.TRADEMARK_MISSING: Example(_named("云帆", source=SignatureSource.TRADEMARK), MARKED),
    FindingCode.TRADEMARK_TEXT: Example(_trademark("云帆网"), MARKED),
    FindingCode.TRADEMARK_OWNER: Example(_trademark(owner=OTHER_LICENCE), MARKED),
    FindingCode.TRADEMARK_STATUS: Example(_trademark(status="pending"), MARKED),
    FindingCode.TRADEMARK_NOT_UNIQUE: Example(_trademark(other_owners=(OTHER_LICENCE,)), MARKED),
    FindingCode.TRADEMARK_EXPIRED: Example(_trademark(valid_until=date(2026, 1, 1)), MARKED),
    FindingCode.TRADEMARK_PREFER_ENTERPRISE: Example(MARKED, SHORT),
    FindingCode.SOURCE_UNSUPPORTED: Example(_named("杭州云帆", source=SignatureSource.APP), SHORT),
    FindingCode.SOURCE_HIGH_RISK: Example(
        ApplicationSubject("云帆", date(2026, 4, 1), source=SignatureSource.APP), SHORT
    ),
    FindingCode.PURPOSE_ACCOUNT: Example(
        _named("杭州云帆", purpose=Purpose.OWN_USE, account_type=AccountType.INDIVIDUAL),
        _named("杭州云帆", purpose=Purpose.OWN_USE, account_type=AccountType.ENTERPRISE),
    ),
    FindingCode.PURPOSE_ENTITY: Example(
        _named("杭州云帆", purpose=Purpose.OWN_USE, account_name=OTHER_LICENCE),
        _named("杭州云帆", purpose=Purpose.OWN_USE, account_name=LICENCE),
    ),
    FindingCode.PURPOSE_INDUSTRY: Example(
        _named(
            "杭州云帆", purpose=Purpose.FOR_OTHERS, industry=Industry.FINANCE, power_of_attorney=_letter()
        ),
        _named("杭州云帆", purpose=Purpose.OWN_USE, industry=Industry.FINANCE),
    ),
    FindingCode.INDUSTRY_INFERRED: Example(
        _named("杭州云帆", "杭州云帆物流有限公司"),
        _named("杭州云帆", "杭州云帆物流有限公司", industry=Industry.GENERAL),
    ),
    FindingCode.INDUSTRY_PAPERS: Example(
        _named("杭州云帆", industry=Industry.GAMING, materials=frozenset({PaperKind.LICENCE})),
        _named("杭州云帆", industry=Industry.GAMING, materials=frozenset({PaperKind.GAME_FILING})),
    ),
    FindingCode.INDUSTRY_LANDLINE: Example(
        _named("杭州云帆", industry=Industry.GOVERNMENT, materials=frozenset({PaperKind.CERTIFICATE})),
        _named(
            "杭州云帆",
            industry=Industry.GOVERNMENT,
            materials=frozenset({PaperKind.CERTIFICATE}),
            remark="单位座机 0571-00000000",
        ),
    ),
    FindingCode.MATERIAL_MISSING: Example(
        replace(MARKED, materials=frozenset()),
        replace(MARKED, materials=frozenset({PaperKind.TRADEMARK_SCREENSHOT})),
    ),
    FindingCode.POWER_MISSING: Example(_for_others(None), LETTERED),
    FindingCode.POWER_SCOPE: Example(_for_others(_letter(scope=("上海样例食品",))), LETTERED),
    FindingCode.POWER_EXPIRED: Example(_for_others(_letter(valid_until=date(2026, 1, 1))), LETTERED),
    FindingCode.POWER_PARTY: Example(_for_others(_letter(grantor="上海别家食品有限公司")), LETTERED),
    FindingCode.KIND_DISCOURAGED: Example(_named("杭州云帆", kind=SignatureKind.VERIFICATION_CODE), SHORT),
    FindingCode.ENTITY_CREDIT_CODE: Example(_entity(credit_code="330100000000001"), ENTITY),
    FindingCode.ENTITY_SHARED_ADMINISTRATOR: Example(_entity(administrator_shared=True), ENTITY),
    FindingCode.REGISTER_NOT_CHECKED: Example(_entity(register=None), ENTITY),
    FindingCode.REGISTER_UNKNOWN: Example(_entity(RegisterAnswer(False)), ENTITY),
    FindingCode.REGISTER_CREDIT_CODE: Example(
        _entity(RegisterAnswer(False, code_of_name=OTHER_CREDIT_CODE)), ENTITY
    ),
    FindingCode.REGISTER_NAME: Example(_entity(replace(AGREED, name_agrees=False)), ENTITY),
    FindingCode.REGISTER_LEGAL_REPRESENTATIVE: Example(
        _entity(replace(AGREED, legal_representative_agrees=False)), ENTITY
    ),
    FindingCode.REGISTER_STATUS: Example(_entity(replace(AGREED, status=EnterpriseStatus.REVOKED)), ENTITY),
    FindingCode.REMARK_LENGTH: Example(
        _named("杭州云帆", remark="注" * 201), _named("杭州云帆", remark="官网：云帆样例。")
    ),
    FindingCode.LIMIT_DAILY: Example(
        _named("杭州云帆", account_type=AccountType.INDIVIDUAL, applied_today=1),
        _named("杭州云帆", account_type=AccountType.INDIVIDUAL, applied_today=0),
    ),
    FindingCode.TEMPLATE_LENGTH: Example(_template("字" * 501), NOTIFICATION),
    FindingCode.TEMPLATE_CHARACTERS: Example(_template("您的訂單已发货。"), NOTIFICATION),
    FindingCode.TEMPLATE_VARIABLES: Example(_template("您的订单${订单}已发货。"), NOTIFICATION),
    FindingCode.TEMPLATE_VERIFICATION_WORD: Example(
        _template("您的号码为${code}。", TemplateType.VERIFICATION_CODE), CODE
    ),
    FindingCode.TEMPLATE_UNSUBSCRIBE: Example(
        _template("新品上市。", TemplateType.PROMOTION),
        _template("新品上市。拒收请回复R", TemplateType.PROMOTION),
    ),
    FindingCode.TEMPLATE_LINK: Example(_template("详情见 yunfan.example.com 。"), NOTIFICATION),
    FindingCode.TEMPLATE_CONTACT: Example(_template("请致电400-000-0000。"), NOTIFICATION),
    FindingCode.TEMPLATE_IP_ADDRESS: Example(_template("请访问192.0.2.1。"), NOTIFICATION),
}
