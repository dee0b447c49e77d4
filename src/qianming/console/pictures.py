"""Uploaded files as pages show them: a picture with its preview, another file by its name."""

from dataclasses import dataclass

from qianming.core.papers.qualification import PICTURE_ENDINGS


@dataclass(frozen=True, slots=True)
class Upload:
    """One uploaded file in one slot; `name` is what stands at the end of its key."""

    slot: str
    key: str
    name: str
    is_picture: bool


def upload_of(slot: str, key: str) -> Upload:
    """The file of a key, told by the key alone: its ending is what its content was found to be."""
    name = key.rpartition("/")[2]
    return Upload(slot, key, name, name.rpartition(".")[2].lower() in PICTURE_ENDINGS)
