"""The route on which a carrier tells an answer unasked: `POST /files/carrier-answers/CARRIER`.

The body is an answer of the driver `http_json` with the filing's `reference`; the three `webhook-` headers
sign it with the `callback_secret` of `carriers.toml`, as our own callbacks are. Told twice equals once.
"""

import hmac
from functools import lru_cache
from pathlib import Path

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from qianming.carriers.carriers_file import FILE_NAME, drivers
from qianming.carriers.http_json import HttpJsonCarrier
from qianming.carriers.protocol import CarrierMisunderstood
from qianming.core.codes import Carrier
from qianming.core.mismatches import MismatchFault
from qianming.core.webhooks import key_of, signature
from qianming.services import clock
from qianming.services.filing_mismatches import note_unasked
from qianming.services.filing_orders import record_unasked
from qianming.services.refusals import NotFound, Refusal

_PATIENCE_SECONDS = 300
_LARGEST = 256_000


class _Told(msgspec.Struct, frozen=True):
    reference: str


@csrf_exempt
def carrier_answer(request: HttpRequest, carrier: str) -> HttpResponse:
    """Record it: 204, or 403 for a wrong signature, 404 for a filing nobody knows, 409 for a wrong step."""
    driver = _listening(carrier)
    if driver is None or request.method != "POST" or len(request.body) > _LARGEST:
        return _refused(404, "NotFound")
    if not _is_signed(request, driver.entry.callback_secret):
        return _refused(403, "SignatureDoesNotMatch")
    try:
        reference = msgspec.json.decode(request.body, type=_Told).reference
        answer = driver.answer_of(request.body, clock.now())
        record_unasked(Carrier(carrier), reference, answer, clock.now())
    except (msgspec.MsgspecError, CarrierMisunderstood):
        fault = MismatchFault.MALFORMED
        note_unasked(Carrier(carrier), _reference(request.body), fault, "", clock.now(), filing_id=None)
        return _refused(400, "InvalidParameter")
    except NotFound:
        return _refused(404, "NotFound")
    except Refusal as refusal:
        return _refused(409, refusal.code)
    return HttpResponse(status=204)


def _reference(body: bytes) -> str:
    """The reference of an answer that cannot be read otherwise, where it has one."""
    try:
        return msgspec.json.decode(body, type=_Told).reference
    except msgspec.MsgspecError:
        return ""


def _listening(carrier: str) -> HttpJsonCarrier | None:
    """The carrier's driver, if it may tell answers unasked."""
    file = Path(settings.QIANMING_DATA) / FILE_NAME
    if carrier not in set(Carrier) or not file.exists():
        return None
    driver = _drivers(file, file.stat().st_mtime_ns).get(carrier)
    return driver if driver is not None and driver.entry.callback_secret else None


@lru_cache(maxsize=1)
def _drivers(file: Path, changed: int) -> dict[str, HttpJsonCarrier]:
    found = drivers(file, file.with_name("simulator.toml"))
    return {name: driver for name, driver in found.items() if isinstance(driver, HttpJsonCarrier)}


def _is_signed(request: HttpRequest, secret: str) -> bool:
    """By the secret, and just now: an answer that was overheard is worth nothing later.

    A secret in the form of Standard Webhooks is read as that has it, any other text as it stands; of several
    signatures, as there are while a secret is replaced, one has to be right.
    """
    told = request.headers.get("webhook-timestamp", "")
    if not told.isdecimal() or abs(clock.now().timestamp() - int(told)) > _PATIENCE_SECONDS:
        return False
    message_id = request.headers.get("webhook-id", "")
    expected = signature(key_of(secret) or secret.encode(), message_id, int(told), request.body).encode()
    signed = request.headers.get("webhook-signature", "").split()
    return any(hmac.compare_digest(expected, one.encode()) for one in signed)


def _refused(status: int, code: str) -> JsonResponse:
    return JsonResponse({"Code": code}, status=status)
