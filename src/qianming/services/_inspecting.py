"""From the bytes of an upload to bytes in the store, or to a refusal and nothing anywhere."""

import logging
from collections.abc import Mapping
from types import MappingProxyType

from qianming.core.problems import Problem
from qianming.documents import inspection
from qianming.documents.faults import Busy, Fault, Faulty
from qianming.registry import files
from qianming.registry.files import StoreFailed
from qianming.registry.models import Account
from qianming.services.refusals import Invalid, RefusalCode, Unavailable

log = logging.getLogger(__name__)

_REFUSALS: Mapping[Fault, RefusalCode] = MappingProxyType(
    {
        Fault.BROKEN: RefusalCode.FILE_BROKEN,
        Fault.TOO_MANY_PIXELS: RefusalCode.FILE_TOO_MANY_PIXELS,
        Fault.TOO_MANY_PAGES: RefusalCode.FILE_TOO_MANY_PAGES,
        Fault.TOO_COMPLEX: RefusalCode.FILE_TOO_COMPLEX,
        Fault.ENCRYPTED: RefusalCode.FILE_ENCRYPTED,
        Fault.ACTIVE: RefusalCode.FILE_ACTIVE,
    }
)


def inspected(content: bytes, kind: str) -> None:
    """Have the file decoded; raises `Invalid`, or `Unavailable` when too many wait for it."""
    try:
        inspection.inspect(content, kind)
    except Faulty as faulty:
        raise Invalid(Problem(_REFUSALS[faulty.fault], "file")) from faulty
    except Busy as busy:
        raise Unavailable(RefusalCode.FILES_BUSY) from busy


def kept(account: Account, content: bytes) -> str:
    """Seal and store the bytes; their digest. Raises `Unavailable` when the store cannot be written to."""
    try:
        return files.keep(account, content)
    except StoreFailed as failure:
        log.error("the file store failed: %s", failure)
        raise Unavailable(RefusalCode.FILE_NOT_STORED) from failure
