"""A carrier's own sheet: which columns it has, and what its words mean. Read from a TOML file.

    sheet = "报备"                           # the first sheet where it is left out

    [columns]                               # a batch's columns, in this order: ours = the carrier's heading
    reference = "流水号"
    signature = "签名"

    [answers]                               # the columns of an answer sheet
    reference = "流水号"                     # or signature and credit_code, or all three
    state = "报备结果"
    reason = "失败原因"                      # optional, like text, compliance
    text = "说明"

    [states]                                # the carrier's word = our state
    "通过" = "filed"

    [reasons]                               # the carrier's word = our reason
    "证件号不符" = "QUALIFICATION_ERROR"

    [compliance]                            # the carrier's word = true or false
    "不合规" = false

    [sources]                               # our source = the carrier's word; ours where it is left out
    enterprise = "企业全称"

Nothing is guessed: a word that stands nowhere here makes its row a mismatch.
"""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

import msgspec

from qianming.core.codes import FilingReason, FilingState, SignatureSource


class BadLayout(ValueError):
    """The file cannot be used; the message names it, the entry and what may stand there."""


class BatchColumn(StrEnum):
    """What a column of a batch may hold."""

    REFERENCE = "reference"
    SIGNATURE = "signature"
    SOURCE = "source"
    ENTERPRISE_NAME = "enterprise_name"
    CREDIT_CODE = "credit_code"
    LEGAL_REPRESENTATIVE = "legal_representative"
    LEGAL_REPRESENTATIVE_ID_NUMBER = "legal_representative_id_number"
    ADMINISTRATOR = "administrator"
    ADMINISTRATOR_ID_NUMBER = "administrator_id_number"
    EXTENSION = "extension"


class AnswerColumn(StrEnum):
    """What a column of an answer sheet may hold."""

    REFERENCE = "reference"
    SIGNATURE = "signature"
    CREDIT_CODE = "credit_code"
    STATE = "state"
    REASON = "reason"
    TEXT = "text"
    COMPLIANCE = "compliance"


USUAL_REASONS: Mapping[FilingState, FilingReason] = MappingProxyType(
    {
        FilingState.NOT_FILED: FilingReason.NON_REGISTER,
        FilingState.FILING: FilingReason.REGISTERING,
        FilingState.FAILED: FilingReason.OTHERS_ERROR,
        FilingState.UNVERIFIED: FilingReason.DETECTING,
        FilingState.FILED: FilingReason.DETECT_SUCCESS,
        FilingState.EXPIRED: FilingReason.SUBPORT_RECYCLE,
    }
)


class Layout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    columns: dict[BatchColumn, str]
    answers: dict[AnswerColumn, str]
    states: dict[str, FilingState]
    reasons: dict[str, FilingReason] = {}
    compliance: dict[str, bool] = {}
    sources: dict[SignatureSource, str] = {}
    sheet: str = ""

    def usual_reason(self, state: FilingState) -> FilingReason:
        """Why a filing is in a state where the carrier says nothing more."""
        return USUAL_REASONS[state]


def read_layout(path: Path) -> Layout:
    """The file as a layout; raises `BadLayout`."""
    try:
        layout = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Layout)
    except OSError as error:
        raise BadLayout(f"{path}: {error.strerror or type(error).__name__}") from error
    except (ValueError, RecursionError) as error:
        raise BadLayout(f"{path}: {error}") from error
    if problem := _problem(layout):
        raise BadLayout(f"{path}: {problem}")
    return layout


def _problem(layout: Layout) -> str:
    """What would make rows that cannot be told apart or answers that say nothing."""
    if BatchColumn.SIGNATURE not in layout.columns:
        return "columns: signature is needed"
    if len(set(layout.columns.values())) != len(layout.columns):
        return "columns: every heading may stand once"
    known = set(layout.answers)
    by_name = {AnswerColumn.SIGNATURE, AnswerColumn.CREDIT_CODE} <= known
    if AnswerColumn.REFERENCE not in known and not by_name:
        return "answers: reference is needed, or signature and credit_code"
    if AnswerColumn.STATE not in known and AnswerColumn.COMPLIANCE not in known:
        return "answers: state is needed, or compliance"
    if AnswerColumn.STATE in known and not layout.states:
        return "states: write what each of the carrier's words means"
    return ""
