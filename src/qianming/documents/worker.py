"""The process that decodes: takes tasks from its standard input, one at a time, until that ends.

It gets bytes and gives codes or texts; it knows no database, no secret and no file of the service.
"""

import struct
import sys
from typing import IO

import msgspec

from qianming.documents.confinement import allow_seconds, confine
from qianming.documents.faults import Fault, Faulty
from qianming.documents.kinds import DOC, DOCX, PDF

LENGTH = struct.Struct(">I")


class Task(msgspec.Struct, frozen=True, array_like=True):
    """One file. `purpose` is "inspect" or what is to be read from it."""

    purpose: str
    kind: str
    content: bytes
    seconds: int


class Outcome(msgspec.Struct, frozen=True, array_like=True):
    """What came of a task: a fault's value, or a result as MessagePack."""

    fault: str = ""
    result: bytes = b""


def send(stream: IO[bytes], message: bytes) -> None:
    """Write one message with its length before it."""
    stream.write(LENGTH.pack(len(message)) + message)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """The next message, or None where the stream ends."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    message = stream.read(length)
    return message if len(message) == length else None


def done(task: Task) -> Outcome:
    """Do one task; a fault of the file is an outcome like any other."""
    try:
        if task.purpose == "inspect":
            _inspect(task.content, task.kind)
            return Outcome()
        from qianming.documents.reading import read  # the extra's libraries take a second to import

        return Outcome(result=msgspec.msgpack.encode(read(task.content, task.kind, task.purpose)))
    except Faulty as faulty:
        return Outcome(fault=faulty.fault)
    except (MemoryError, RecursionError):
        return Outcome(fault=Fault.TOO_COMPLEX)


def _inspect(content: bytes, kind: str) -> None:
    """By kind; a decoder is imported with the first file that needs it."""
    if kind == PDF:
        from qianming.documents.decoding import pdfs

        pdfs.inspect(content)
    elif kind in (DOC, DOCX):
        from qianming.documents.decoding import word

        word.inspect_old(content) if kind == DOC else word.inspect_new(content)
    else:
        from qianming.documents.decoding import pictures

        pictures.inspect(content, kind)


def main(arguments: list[str]) -> None:
    """Serve tasks within so many bytes of memory."""
    confine(int(arguments[0]))
    while (message := receive(sys.stdin.buffer)) is not None:
        task = msgspec.msgpack.decode(message, type=Task)
        allow_seconds(task.seconds)
        send(sys.stdout.buffer, msgspec.msgpack.encode(done(task)))


if __name__ == "__main__":
    main(sys.argv[1:])
