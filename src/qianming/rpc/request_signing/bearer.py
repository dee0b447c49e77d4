"""Bearer tokens: a header or a parameter that says who calls; nothing of the request is signed.

The SDKs send a nonce and a time stamp with one as well; they are read, and programs of one's own may leave
them out. Decides nothing about the token.
"""

from qianming.rpc.errors import malformed
from qianming.rpc.request import ReadRequest, document
from qianming.rpc.request_signing.canonical import repeated_name
from qianming.rpc.request_signing.claims import Claim, incomplete

HEADER = "x-acs-bearer-token"
PARAMETER = "BearerToken"
_KIND = "BEARERTOKEN"
# What the SDKs write beside the action's own parameters.
_OWN = frozenset({PARAMETER, "SignatureType"})


def is_borne(request: ReadRequest) -> bool:
    """Whether the request comes with a bearer token."""
    names = {name for name, _ in request.query + request.form}
    return HEADER in request.headers or PARAMETER in names


def claim(request: ReadRequest) -> Claim:
    """What the request says; raises `PublicError` for a name given twice or an empty token."""
    parameters = request.query + request.form + document(request)
    twice = repeated_name(parameters)
    if twice is not None:
        raise malformed(f"{twice} is given more than once")
    given, headers = dict(parameters), request.headers
    token = headers.get(HEADER) or given.get(PARAMETER, "")
    if not token or given.get("SignatureType", _KIND).upper() not in ("", _KIND):
        raise incomplete(f"A bearer token needs a value, and SignatureType {_KIND} if one is given.")
    return Claim(
        key_id="",
        signature="",
        method=request.method,
        timestamp=headers.get("x-acs-date") or given.get("Timestamp", ""),
        nonce=headers.get("x-acs-signature-nonce") or given.get("SignatureNonce", ""),
        version=headers.get("x-acs-version") or given.get("Version", ""),
        action=headers.get("x-acs-action") or given.get("Action", ""),
        token=token,
        parameters=tuple(pair for pair in parameters if pair[0] not in _OWN),
    )
