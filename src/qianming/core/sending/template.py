"""Templates: their variables, the rules that an application for one is held against, and filling them in."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from qianming.core.citations import CREATE_TEMPLATE, ERROR_CODES, SPECIFICATIONS, VERIFICATION_TEMPLATES
from qianming.core.codes import FindingCode, TemplateType
from qianming.core.findings import Finding, Rule, RuleBook, Severity, Verdict, weighed
from qianming.core.names.characters import simplified_form
from qianming.core.names.scripts import is_common_han, spans_where
from qianming.core.policy import RulePolicy
from qianming.core.sending import content
from qianming.core.subjects import TemplateSubject

PLACEHOLDER = re.compile(r"\$\{([A-Za-z][A-Za-z0-9_]*)\}")
_MALFORMED = re.compile(r"\$\{(?![A-Za-z][A-Za-z0-9_]*\})[^{}]*\}?")


@lru_cache(maxsize=10_000)
def variables(text: str) -> tuple[str, ...]:
    """The names of a template's variables, in order, each once."""
    return tuple(dict.fromkeys(PLACEHOLDER.findall(text)))


def render(text: str, params: Mapping[str, str]) -> str:
    """The template with its variables filled in; what is filled in is not read again.

    Raises `KeyError` for a variable without a value: the gate has refused that before.
    """
    return PLACEHOLDER.sub(lambda match: params[match[1]], text)


def template_length(subject: TemplateSubject, policy: RulePolicy) -> Iterator[Finding]:
    """A template has a name of at most 30 and a text of at most 500 characters, neither of them empty."""
    for field, text, most in (
        ("name", subject.name, policy.template_name_length_max),
        ("content", subject.content, policy.template_content_length_max),
    ):
        if not text.strip() or len(text) > most:
            yield Finding(
                FindingCode.TEMPLATE_LENGTH,
                Severity.REJECT,
                field,
                CREATE_TEMPLATE,
                span=(most, len(text)) if len(text) > most else None,
                params=(("field", field), ("length", str(len(text))), ("max", str(most))),
            )


def template_characters(subject: TemplateSubject, policy: RulePolicy) -> Iterator[Finding]:
    """A text holds no traditional characters, no pictures, and none of the symbols that carriers refuse."""

    def refused(character: str) -> bool:
        simplified = simplified_form(character)
        traditional = simplified != character and is_common_han(simplified)
        return traditional or content.has_unsupported(character)

    for span in spans_where(subject.content[: policy.template_content_length_max], refused):
        yield _finding(
            FindingCode.TEMPLATE_CHARACTERS, Severity.REJECT, subject, span, ERROR_CODES, "characters"
        )


def template_variables(subject: TemplateSubject, policy: RulePolicy) -> Iterator[Finding]:
    """Variables are `${name}` in letters, digits, underscores; a verification code has one at most."""
    for match in _MALFORMED.finditer(subject.content[: policy.template_content_length_max]):
        yield _finding(
            FindingCode.TEMPLATE_VARIABLES,
            Severity.REJECT,
            subject,
            match.span(),
            CREATE_TEMPLATE,
            "variables",
        )
    names = variables(subject.content)
    verification = subject.template_type is TemplateType.VERIFICATION_CODE
    if verification and len(names) > policy.verification_variables_max:
        yield Finding(
            FindingCode.TEMPLATE_VARIABLES,
            Severity.REJECT,
            "content",
            CREATE_TEMPLATE,
            params=(("variables", ", ".join(names)),),
        )


def template_verification_word(subject: TemplateSubject, policy: RulePolicy) -> Iterator[Finding]:
    """A verification code's text says that it is one."""
    if subject.template_type is not TemplateType.VERIFICATION_CODE:
        return
    if not any(word in subject.content for word in policy.verification_words):
        yield Finding(
            FindingCode.TEMPLATE_VERIFICATION_WORD,
            Severity.REJECT,
            "content",
            VERIFICATION_TEMPLATES,
            params=(("words", "、".join(policy.verification_words)),),
        )


def template_unsubscribe(subject: TemplateSubject, policy: RulePolicy) -> Iterator[Finding]:
    """A promotion ends with the hint how to unsubscribe."""
    if subject.template_type is not TemplateType.PROMOTION:
        return
    if not subject.content.rstrip().endswith(policy.unsubscribe_hint):
        yield Finding(
            FindingCode.TEMPLATE_UNSUBSCRIBE,
            Severity.REJECT,
            "content",
            ERROR_CODES,
            params=(("hint", policy.unsubscribe_hint),),
        )


def template_link(subject: TemplateSubject, policy: RulePolicy) -> Iterator[Finding]:
    """Carriers block links whatever the signature is; the template is accepted with a warning."""
    yield from _risks(subject, policy, FindingCode.TEMPLATE_LINK, content.links)


def template_contact(subject: TemplateSubject, policy: RulePolicy) -> Iterator[Finding]:
    """Carriers block contacts whatever the signature is; the template is accepted with a warning."""
    yield from _risks(subject, policy, FindingCode.TEMPLATE_CONTACT, content.contacts)


def template_ip_address(subject: TemplateSubject, policy: RulePolicy) -> Iterator[Finding]:
    """Carriers block IP addresses whatever the signature is; the template is accepted with a warning."""
    yield from _risks(subject, policy, FindingCode.TEMPLATE_IP_ADDRESS, content.ip_addresses)


def _risks(
    subject: TemplateSubject,
    policy: RulePolicy,
    code: FindingCode,
    find: Callable[[str], list[content.Span]],
) -> Iterator[Finding]:
    for span in find(subject.content[: policy.template_content_length_max]):
        yield _finding(code, Severity.NOTICE, subject, span, SPECIFICATIONS, "found")


def _finding(
    code: FindingCode,
    severity: Severity,
    subject: TemplateSubject,
    span: content.Span,
    source: str,
    param: str,
) -> Finding:
    return Finding(code, severity, "content", source, span, ((param, subject.content[slice(*span)]),))


TEMPLATE_RULES: RuleBook[TemplateSubject, RulePolicy] = RuleBook(
    (
        Rule((FindingCode.TEMPLATE_LENGTH,), CREATE_TEMPLATE, template_length),
        Rule((FindingCode.TEMPLATE_CHARACTERS,), ERROR_CODES, template_characters),
        Rule((FindingCode.TEMPLATE_VARIABLES,), CREATE_TEMPLATE, template_variables),
        Rule((FindingCode.TEMPLATE_VERIFICATION_WORD,), VERIFICATION_TEMPLATES, template_verification_word),
        Rule((FindingCode.TEMPLATE_UNSUBSCRIBE,), ERROR_CODES, template_unsubscribe),
        Rule((FindingCode.TEMPLATE_LINK,), SPECIFICATIONS, template_link),
        Rule((FindingCode.TEMPLATE_CONTACT,), SPECIFICATIONS, template_contact),
        Rule((FindingCode.TEMPLATE_IP_ADDRESS,), SPECIFICATIONS, template_ip_address),
    )
)


def template_findings(subject: TemplateSubject, policy: RulePolicy) -> tuple[Finding, ...]:
    """Everything that the rules have to say about an application for a template."""
    return weighed(TEMPLATE_RULES.findings(subject, policy), policy.severities)


def check_template(subject: TemplateSubject, policy: RulePolicy) -> Verdict:
    """The findings as a verdict, with the policy's date."""
    return Verdict(policy.effective, template_findings(subject, policy))
