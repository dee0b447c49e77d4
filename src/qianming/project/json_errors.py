"""Errors of the server itself, said as the RPC face says its own: clients parse nothing else."""

import json
import uuid


def json_error(status: int, code: str, message: str) -> tuple[int, bytes]:
    """A status, and a body with the fields that every client of the protocol reads."""
    said = {"RequestId": str(uuid.uuid4()).upper(), "Code": code, "Message": message}
    return status, json.dumps(said, ensure_ascii=False).encode()
