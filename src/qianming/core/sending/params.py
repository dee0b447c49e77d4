"""The values for a template's variables: reading them from the request, and judging each.

Values are text. A JSON number or boolean is taken as it is written, so that 1.50 stays 1.50.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from qianming.core.message_codes import SendRefusal
from qianming.core.policy import RulePolicy
from qianming.core.sending.content import has_link, has_unsupported

_OBJECT = msgspec.json.Decoder(dict[str, msgspec.Raw])
_TEXT = msgspec.json.Decoder(str)


@dataclass(frozen=True, slots=True)
class GateRefusal:
    """Why a request is not sent; `params` are the values that its sentence mentions."""

    code: SendRefusal
    params: tuple[tuple[str, str], ...] = ()


def parse_params(text: str | None) -> Mapping[str, str] | GateRefusal:
    """The values of a request's JSON object; nothing at all is an empty one."""
    if text is None or not text.strip():
        return {}
    try:
        raw = _OBJECT.decode(text)
        return {name: value for name, item in raw.items() if (value := _value(bytes(item))) is not None}
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return GateRefusal(SendRefusal.TEMPLATE_PARAMETERS_NOT_JSON)
    except TypeError:
        return GateRefusal(SendRefusal.TEMPLATE_PARAMETERS_INVALID)


def params_refusal(
    names: tuple[str, ...], params: Mapping[str, str], policy: RulePolicy
) -> GateRefusal | None:
    """Why the values do not fit a template's variables, or None. Values without a variable are ignored."""
    missing = [name for name in names if name not in params]
    if missing:
        return GateRefusal(SendRefusal.TEMPLATE_PARAMETERS_MISSING, (("variables", ", ".join(missing)),))
    for name in names:
        code = _value_refusal(params[name], policy)
        if code is not None:
            return GateRefusal(code, (("variable", name), ("max", str(policy.template_variable_length_max))))
    return None


def _value(raw: bytes) -> str | None:
    """One JSON value as text; null is no value. Raises `TypeError` for a list or an object."""
    if raw.startswith(b'"'):
        return _TEXT.decode(raw)
    if raw.startswith((b"[", b"{")):
        raise TypeError
    return None if raw == b"null" else raw.decode()


def _value_refusal(value: str, policy: RulePolicy) -> SendRefusal | None:
    if not value:
        return SendRefusal.TEMPLATE_PARAMETERS_INVALID
    if len(value) > policy.template_variable_length_max:
        return SendRefusal.PARAMETER_TOO_LONG
    if has_link(value):
        return SendRefusal.PARAMETER_HAS_LINK
    return SendRefusal.CONTENT_UNSUPPORTED if has_unsupported(value) else None
