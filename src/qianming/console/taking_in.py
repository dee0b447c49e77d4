"""Takes the files of a request in before its form is read, so that no mistake elsewhere loses an upload."""

from dataclasses import dataclass, field

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict

from qianming.console.desk import Desk
from qianming.console.faults import sentence_of
from qianming.console.forms.uploads import KEYS
from qianming.core.papers.materials import kind_of_file
from qianming.services import materials
from qianming.services.refusals import Invalid

_PLAIN_NAME = 40


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What was typed, with the keys of the files that came along; `faults` by slot for those that did not."""

    data: QueryDict
    faults: dict[str, list[str]] = field(default_factory=dict)


def take_in(request: HttpRequest, desk: Desk) -> TakenIn:
    """Store every file of the request under its slot."""
    data = request.POST.copy()
    taken = TakenIn(data)
    for slot, files in request.FILES.lists():
        for file in files:
            try:
                data.appendlist(slot + KEYS, keep(desk, slot, file))
            except Invalid as refusal:
                taken.faults.setdefault(slot, []).extend(sentence_of(found) for found in refusal.problems)
    return taken


def keep(desk: Desk, slot: str, file: "UploadedFile[bytes]") -> str:
    """Store one file and return its key; `Invalid` says why it cannot be taken.

    The key is named after the slot: people's own file names may be in any script, and may name persons.
    """
    permit = materials.issue_permit(desk.actor, desk.now())
    ending = (file.name or "").rpartition(".")[2].lower()
    command = materials.StoreMaterial(
        permit.access_key_id,
        permit.policy,
        permit.signature,
        f"{permit.start_path}/{_plain(slot)}.{ending}",
        file.read(),
    )
    return materials.store(command, desk.now()).key


def _plain(slot: str) -> str:
    """The slot as the beginning of a file's name."""
    kind = kind_of_file(slot)
    plain = "".join(sign for sign in slot if sign.isascii() and (sign.isalnum() or sign in "_-"))
    return kind.value if kind else plain[:_PLAIN_NAME].lstrip("_-") or "file"
