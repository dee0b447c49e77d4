"""The files route: browser-style form uploads under a permit, and links to look at what was uploaded.

Decides how forms are read and how refusals are said; which file comes in and which link is good is decided by
`qianming.services.materials`. Every refusal is JSON.
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.views.decorators.csrf import csrf_exempt

from qianming.rpc.faults import described
from qianming.rpc.rendering import new_request_id
from qianming.services import clock, materials, personal
from qianming.services.refusals import Invalid, NotFound, RefusalCode, Unavailable

_STATUSES = {"200": 200, "201": 201, "204": 204}
_REFUSALS: dict[str, tuple[int, str]] = {
    RefusalCode.PERMIT_INVALID: (
        403,
        "The permit does not cover this: its {field} is not the one given out.",
    ),
    RefusalCode.PERMIT_EXPIRED: (403, "The permit or link has expired; ask for a new one."),
    RefusalCode.FILE_NAME_INVALID: (400, "The file name has letters, digits, dot, hyphen, underscore only."),
    RefusalCode.FILE_EMPTY: (400, "The file is empty."),
    RefusalCode.FILE_TOO_LARGE: (413, "The file is larger than 5 MB."),
    RefusalCode.FILE_TYPE_INVALID: (
        400,
        "The content is of no accepted type, or of another than its name says.",
    ),
    RefusalCode.FILE_BROKEN: (400, "The file is damaged or cut off: it cannot be decoded."),
    RefusalCode.FILE_TOO_MANY_PIXELS: (400, "The picture or page has more than 40 million pixels."),
    RefusalCode.FILE_TOO_MANY_PAGES: (400, "The document has more than 10 pages."),
    RefusalCode.FILE_TOO_COMPLEX: (400, "Decoding the file takes too much time or memory."),
    RefusalCode.FILE_ENCRYPTED: (400, "The document is protected by a password; remove it."),
    RefusalCode.FILE_ACTIVE: (400, "The file holds a script, a web page or macros; export it without them."),
    RefusalCode.FILE_NOT_STORED: (
        507,
        "The file store cannot be written to just now; nothing was kept. Try again later.",
    ),
    RefusalCode.FILES_BUSY: (503, "Too many files arrive at once; try again in a moment."),
    RefusalCode.FILE_EXISTS: (409, "Another file lies under this key already; use another name."),
}

log = logging.getLogger(__name__)
View = Callable[..., HttpResponse]


class _KeptInMemory(FileUploadHandler):
    """Keeps an upload off the disk, where it would lie unsealed; what is too long is only counted."""

    chunks: list[bytes]
    size: int

    def new_file(self, *args: object, **kwargs: object) -> None:
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]
        self.chunks, self.size = [], 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.size += len(raw_data)
        if self.size <= materials.MAXIMUM_BYTES + self.chunk_size:
            self.chunks.append(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[Any]":
        content = ContentFile(b"".join(self.chunks), name=self.file_name)
        return UploadedFile(content, self.file_name, self.content_type, file_size)


def _answered_in_json(view: View) -> View:
    """Whatever goes wrong in a view is said in JSON."""

    @wraps(view)
    def answering(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Invalid as refusal:
            problem = refusal.problems[0]
            status, message = _REFUSALS.get(problem.code, (400, "The request is not valid."))
            return _error(status, problem.code, message.format(field=problem.field))
        except Unavailable as refusal:
            status, message = _REFUSALS[refusal.code]
            return _error(status, refusal.code, message)
        except NotFound:
            return _error(404, "NoSuchKey", "There is no such file.")
        except (MultiPartParserError, SuspiciousOperation):
            return _error(400, "MalformedPOSTRequest", "The body is not a form that can be read.")
        except Exception as error:  # every request is answered, in JSON
            log.error("files route failed %s", described(error))
            return _error(
                500, "InternalError", "The request processing has failed due to some unknown error."
            )

    return answering


def _error(status: int, code: str, message: str) -> HttpResponse:
    request_id = new_request_id()
    content = {"RequestId": request_id, "Code": code, "Message": message}
    return JsonResponse(content, status=status, headers={"x-acs-request-id": request_id})


@csrf_exempt
@_answered_in_json
def upload(request: HttpRequest) -> HttpResponse:
    """Take one file: `key`, `policy`, `OSSAccessKeyId`, `signature`, `success_action_status`, then `file`."""
    if request.method != "POST":
        return _error(405, "MethodNotAllowed", "Uploads are sent by POST, as a multipart form.")
    request.upload_handlers = [_KeptInMemory(request)]
    fields = {name.lower(): str(value) for name, value in request.POST.items()}
    file = request.FILES.get("file")
    for name in ("key", "policy", "OSSAccessKeyId", "signature"):
        if not fields.get(name.lower()):
            return _error(400, "InvalidArgument", f"The form field {name} is missing.")
    if file is None:
        return _error(400, "InvalidArgument", "The form field file is missing; it is the last one.")
    content = file.read()
    if len(content) != file.size:
        return _error(413, RefusalCode.FILE_TOO_LARGE, _REFUSALS[RefusalCode.FILE_TOO_LARGE][1])
    command = materials.StoreMaterial(
        access_key_id=fields["ossaccesskeyid"],
        policy=fields["policy"],
        signature=fields["signature"],
        key=fields["key"],
        content=content,
    )
    material = materials.store(command, clock.now())
    return _stored(material.key, _STATUSES.get(fields.get("success_action_status", ""), 204))


def _stored(key: str, status: int) -> HttpResponse:
    request_id = new_request_id()
    headers = {"x-acs-request-id": request_id}
    if status == 204:
        return HttpResponse(status=status, headers=headers)
    return JsonResponse({"RequestId": request_id, "Key": key}, status=status, headers=headers)


@csrf_exempt
@_answered_in_json
def look(request: HttpRequest, key: str) -> HttpResponse:
    """Hand out a file under a link that was given out for it."""
    if request.method not in ("GET", "HEAD"):
        return _error(405, "MethodNotAllowed", "Files are looked at by GET.")
    expires = request.GET.get("Expires", "")
    if not expires.isdecimal() or len(expires) > 11:
        return _error(403, RefusalCode.PERMIT_INVALID, "Files are shown under a signed link only.")
    link = materials.Link(
        key=key,
        access_key_id=request.GET.get("OSSAccessKeyId", ""),
        expires_at=datetime.fromtimestamp(int(expires), UTC),
        signature=request.GET.get("Signature", ""),
    )
    material = materials.follow(link, clock.now())
    content = materials.read(material)
    personal.note_view(personal.DOWNLOAD_LINK, material, clock.now())
    return HttpResponse(
        content,
        content_type=material.media_type,
        headers={
            "Cache-Control": "private, no-store",
            "Content-Disposition": f'attachment; filename="{material.key.rpartition("/")[2]}"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
        },
    )
