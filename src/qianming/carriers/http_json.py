"""Carriers that file over HTTP with JSON: filings are posted, asked about, and may be answered unasked.

    POST {url}/filings              the filing; the header Idempotency-Key is its reference
    GET  {url}/filings/{reference}  where it stands

Both answer {"state": "filing", "reasons": [{"code": "REGISTERING", "texts": []}], "ask_again_seconds": 3600,
"compliance": {"compliant": false, "text": ""}}; only `state` is needed. A call that fails is made again with
the same key. What is no such answer, or one on another reference, is told apart from silence: asking again
soon would bring the same. Nothing of request or answer is logged.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

import httpx
import msgspec

from qianming.carriers.protocol import (
    CarrierMisunderstood,
    CarrierUnreachable,
    ComplianceVerdict,
    Delivery,
    FilingAnswer,
    FilingProbe,
    FilingRequest,
    RelayedProbe,
    Reporting,
    Submission,
    TextReport,
    Texts,
)
from qianming.carriers.spreadsheet.layout import USUAL_REASONS
from qianming.core.codes import Carrier, FilingReason, FilingState
from qianming.core.mismatches import MismatchFault

_TRIES = 3
_FIRST_WAIT = 0.2
_SECONDS = 10.0
_LARGEST = 256_000
_ANSWERED, _PATIENCE = (200, 201, 202), (408, 429)
_OPEN = (FilingState.FILING, FilingState.UNVERIFIED)
_DAY = 24 * 3600


class HttpJsonEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `carriers.toml` says: where the carrier is, its token, and how often it is asked."""

    url: str
    token: str = ""
    ask_every_seconds: float = 3600.0
    watch_seconds: float = _DAY
    callback_secret: str = ""


class _Reason(msgspec.Struct, frozen=True):
    code: FilingReason
    texts: tuple[str, ...] = ()


class _Compliance(msgspec.Struct, frozen=True):
    compliant: bool
    text: str = ""


class WireAnswer(msgspec.Struct, frozen=True):
    """A carrier's answer as it is written."""

    state: FilingState
    reference: str = ""
    reasons: tuple[_Reason, ...] = ()
    ask_again_seconds: float | None = None
    compliance: _Compliance | None = None


class HttpJsonCarrier:
    """One carrier's service; texts go out on another way, which `texts` is."""

    def __init__(
        self,
        entry: HttpJsonEntry,
        texts: Texts,
        *,
        transport: httpx.BaseTransport | None = None,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        if httpx.URL(entry.url).scheme not in ("http", "https"):
            raise ValueError("url: write an address with http or https")
        self.entry = entry
        self._texts = texts
        self._wait = wait
        headers = {"User-Agent": "qianming"}
        if entry.token:
            headers["Authorization"] = f"Bearer {entry.token}"
        self._client = httpx.Client(
            base_url=entry.url.rstrip("/") + "/",
            headers=headers,
            timeout=_SECONDS,
            follow_redirects=False,
            trust_env=False,
            transport=transport,
        )

    def file(self, request: FilingRequest, now: datetime) -> FilingAnswer:
        key = {"Idempotency-Key": request.reference}
        asked = self._client.build_request("POST", "filings", content=_body(request), headers=key)
        return self.answer_of(self._called(asked), now, request.reference)

    def poll(self, probe: FilingProbe, now: datetime) -> FilingAnswer:
        asked = self._client.build_request("GET", f"filings/{probe.reference}")
        return self.answer_of(self._called(asked), now, probe.reference)

    def deliver(self, submission: Submission, now: datetime) -> Delivery:
        return self._texts.deliver(submission, now)

    def report(self, probe: RelayedProbe, now: datetime) -> TextReport | None:
        return self._texts.report(probe, now) if isinstance(self._texts, Reporting) else None

    def answer_of(self, content: bytes, now: datetime, reference: str = "") -> FilingAnswer:
        """An answer as it is written, also one that came unasked; raises `CarrierMisunderstood`."""
        try:
            told = msgspec.json.decode(content, type=WireAnswer)
        except msgspec.MsgspecError:
            raise CarrierMisunderstood(MismatchFault.MALFORMED) from None
        if reference and told.reference not in ("", reference):
            raise CarrierMisunderstood(MismatchFault.UNKNOWN, told.state)
        reasons = tuple(reason.code for reason in told.reasons) or (USUAL_REASONS[told.state],)
        said = told.compliance
        verdict = ComplianceVerdict(said.compliant, said.text) if said else None
        return FilingAnswer(
            told.state,
            reasons,
            self._again(told, now),
            {reason.code: reason.texts for reason in told.reasons if reason.texts},
            verdict,
        )

    def _again(self, told: WireAnswer, now: datetime) -> datetime | None:
        """An open filing is always asked about again, a filed one is watched; an ended one is left."""
        usual = self.entry.ask_every_seconds
        if told.state not in _OPEN:
            if told.state is not FilingState.FILED or not self.entry.watch_seconds:
                return None
            usual = self.entry.watch_seconds
        seconds = usual if told.ask_again_seconds is None else told.ask_again_seconds
        return now + timedelta(seconds=min(max(seconds, 1.0), _DAY))

    def _called(self, asked: httpx.Request) -> bytes:
        """The answer's body, after some tries with the same content and key."""
        for attempt in range(_TRIES):
            if attempt:
                self._wait(_FIRST_WAIT * 2 ** (attempt - 1))
            try:
                response = self._client.send(asked)
            except httpx.HTTPError:
                continue
            status = response.status_code
            if status in _ANSWERED:
                if len(response.content) > _LARGEST:
                    raise CarrierMisunderstood(MismatchFault.MALFORMED, str(status))
                return response.content
            if status < 500 and status not in _PATIENCE:
                raise CarrierMisunderstood(MismatchFault.REFUSED, str(status))
        raise CarrierUnreachable("no answer")


def _body(request: FilingRequest) -> bytes:
    elements = request.elements
    return msgspec.json.encode(
        {
            "reference": request.reference,
            "carrier": Carrier(request.carrier),
            "signature": request.signature,
            "source": request.source,
            "extension": request.extension,
            "elements": {name: getattr(elements, name) for name in elements.__slots__},
        }
    )
