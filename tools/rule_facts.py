"""Says what an example consists of: a name or a text, and the facts that come with it. Decides nothing."""

from collections.abc import Iterator
from enum import StrEnum

from qianming.core.codes import SignatureKind, SignatureSource
from qianming.core.papers.entity import EntitySubject
from qianming.core.subjects import ApplicationSubject, TemplateSubject
from qianming.texts.catalog import Lang, words
from tools.rule_examples import DAY

LONGEST_SHOWN = 40
CHINESE = {
    "licence name": "执照名称",
    "credit code": "统一社会信用代码",
    "account": "账号认证名称",
    "source": "来源",
    "purpose": "用途",
    "account type": "账号类型",
    "kind": "类型",
    "industry": "行业",
    "legal representative": "法定代表人",
    "trademark": "商标",
    "its owner": "注册人",
    "its status": "状态",
    "registered": "已注册",
    "pending": "申请中",
    "valid until": "有效期至",
    "also owned by": "其他注册人",
    "power of attorney by": "委托书出具方",
    "for": "授权签名",
    "names of the account": "账号已有签名",
    "names of others": "他人的签名",
    "papers": "材料",
    "none": "无",
    "applied for today": "今天已申请",
    "remark": "备注",
    "on": "日期",
    "shared administrator": "管理员另任",
    "register": "登记信息",
    "yes": "是",
    "agrees": "一致",
    "no answer": "未答复",
    "no entry": "无记录",
    "entry of the name": "该名称的代码",
    "another name": "名称不同",
    "another legal representative": "法定代表人不同",
    "status": "登记状态",
}

Facts = Iterator[tuple[str, object]]


def facts(subject: ApplicationSubject | TemplateSubject | EntitySubject, lang: Lang) -> str:
    """The example in a line of Markdown."""
    if isinstance(subject, TemplateSubject):
        return f"`{_short(subject.content)}` ({_said(subject.template_type, lang)})"
    if isinstance(subject, EntitySubject):
        return _with_facts(subject.credit_code, _entity(subject), lang)
    return _with_facts(subject.name, _application(subject), lang)


def _with_facts(head: str, given: Facts, lang: Lang) -> str:
    told = [(name, _said(value, lang)) for name, value in given if value not in (None, "")]
    if lang is Lang.ZH:
        rest = "，".join(f"{CHINESE[name]}：{value}" for name, value in told)
        return f"`{head}`" + (f"（{rest}）" if rest else "")
    rest = ", ".join(f"{name}: {value}" for name, value in told)
    return f"`{head}`" + (f" ({rest})" if rest else "")


def _entity(subject: EntitySubject) -> Facts:
    """The entity's credit code, and what differs from the register."""
    yield "shared administrator", "yes" if subject.administrator_shared else None
    answer = subject.register
    if answer is None or not answer.is_known:
        yield "register", "no answer" if answer is None else "no entry"
        yield "entry of the name", answer.code_of_name if answer else None
        return
    differences = {
        "another name": answer.name_agrees is False,
        "another legal representative": answer.legal_representative_agrees is False,
    }
    yield "register", next((name for name, differs in differences.items() if differs), "agrees")
    yield "status", answer.status


def _application(subject: ApplicationSubject) -> Facts:
    yield "licence name", subject.enterprise_name
    yield "credit code", subject.credit_code
    yield "account", subject.account_name
    yield "account type", subject.account_type
    yield "source", subject.source if subject.source is not SignatureSource.ENTERPRISE_NAME else None
    yield "purpose", subject.purpose
    yield "kind", subject.kind if subject.kind is not SignatureKind.UNIVERSAL else None
    yield "industry", subject.industry
    yield "legal representative", subject.legal_representative
    yield from _papers(subject)
    yield "names of the account", subject.taken_names
    yield "names of others", subject.names_of_others
    yield "applied for today", subject.applied_today
    yield "remark", subject.remark
    yield "on", subject.today if subject.today != DAY else None


def _papers(subject: ApplicationSubject) -> Facts:
    if mark := subject.trademark:
        yield from (("trademark", mark.text), ("its owner", mark.owner), ("its status", mark.status))
        yield from (("valid until", mark.valid_until), ("also owned by", mark.other_owners or None))
    if power := subject.power_of_attorney:
        yield from (("power of attorney by", power.grantor), ("for", power.scope))
        yield "valid until", power.valid_until
    yield "papers", subject.materials


def _said(value: object, lang: Lang) -> str:
    if isinstance(value, StrEnum):
        return words(value, lang).title
    if isinstance(value, tuple | frozenset):
        listed = ("、" if lang is Lang.ZH else ", ").join(sorted(_said(item, lang) for item in value))
        return listed or (CHINESE["none"] if lang is Lang.ZH else "none")
    return CHINESE.get(str(value), _short(str(value))) if lang is Lang.ZH else _short(str(value))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[:3]}… ({len(text)})"
