"""How a refusal is said on the wire: a code, a status, a message, and what to do about it.

Decides the two regimes of business errors: current actions answer with an HTTP error and the gateway's body,
legacy actions with HTTP 200 and a `Code` that is not OK. Gateway errors (credentials, parameters, unknown
actions) are HTTP errors in both. Which refusal applies is decided elsewhere.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

_NO_DETAIL: Mapping[str, str] = MappingProxyType({})


class Regime(StrEnum):
    """How an action's business errors travel."""

    CURRENT = "current"
    LEGACY = "legacy"


class PublicError(Exception):
    """A refusal with the public code that clients know.

    `message` is what clients show or parse, `advice` what to do about it. A business error's `status` counts
    in the current regime only. `detail` says which permission was missing.
    """

    def __init__(
        self,
        code: str,
        status: int,
        message: str,
        advice: str = "",
        *,
        business: bool = False,
        detail: Mapping[str, str] = _NO_DETAIL,
    ) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.status = status
        self.message = message
        self.advice = advice
        self.business = business
        self.detail = detail

    def status_in(self, regime: Regime) -> int:
        """The HTTP status under which an action of that regime answers."""
        return 200 if self.business and regime is Regime.LEGACY else self.status


def business_error(code: str, message: str, status: int = 400, advice: str = "") -> PublicError:
    """An action's own refusal, which follows the action's regime."""
    return PublicError(code, status, message, advice, business=True)


def missing(parameter: str) -> PublicError:
    """A required parameter is absent or empty."""
    return PublicError(f"Missing{parameter}", 400, f"{parameter} is mandatory for this action.")


def invalid(parameter: str, advice: str = "") -> PublicError:
    """A parameter has the wrong type, is not one of its values, or is too long.

    The advice follows in the message too: clients show nothing else.
    """
    message = f"Specified parameter {parameter} is not valid. {advice}".strip()
    return PublicError(f"Invalid{parameter}", 400, message, advice)


def malformed(what: str) -> PublicError:
    """A list, an encoding or a body that cannot be read at all."""
    return PublicError("InvalidParameter.Format", 400, f"Specified parameter format is not valid: {what}.")


def unknown_action(advice: str = "") -> PublicError:
    """No such action, or none that this service offers."""
    message = "Specified api is not found, please check your url and method."
    return PublicError("InvalidAction.NotFound", 404, message, advice)


def wrong_method(method: str, allowed: tuple[str, ...]) -> PublicError:
    """The action exists but not under this HTTP method."""
    advice = f"Use {' or '.join(allowed)}."
    return PublicError("UnsupportedHTTPMethod", 400, f"This http method {method} is not supported.", advice)


def not_permitted(action: str, key_id: str) -> PublicError:
    """The caller is known but its key may not do this."""
    return PublicError(
        "Forbidden.RAM",
        403,
        "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
        detail={
            "AuthAction": f"dysms:{action}",
            "AuthPrincipalDisplayName": key_id,
            "NoPermissionType": "ImplicitDeny",
        },
    )


def internal_error() -> PublicError:
    """Something failed on this side; what it was stands in the log, under the request's id."""
    return PublicError(
        "InternalError",
        500,
        "The request processing has failed due to some unknown error.",
        "Try again later; if it stays, give the RequestId to the operator of this service.",
    )


def unavailable() -> PublicError:
    """The store cannot be reached or is overloaded; nothing was done."""
    return PublicError(
        "ServiceUnavailable", 503, "The request has failed due to a temporary failure.", "Try again."
    )
