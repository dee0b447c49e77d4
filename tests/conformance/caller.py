"""Calls actions through whichever generation of the vendor's SDK its interpreter finds: a program of its own.

Reads one JSON document a line (an action, its parameters by their names on the wire, a key), answers each by
one. Nothing but documented calls is used: a request model filled by its own `from_map`, the client's method
for the action, and a changed endpoint.
"""

import json
import sys
from typing import Any

from alibabacloud_dysmsapi20170525 import models
from alibabacloud_dysmsapi20170525.client import Client
from alibabacloud_tea_openapi.models import Config

METHODS = {name.replace("_", ""): name for name in dir(Client) if not name.startswith("_")}


def called(asked: dict[str, Any]) -> dict[str, Any]:
    """The outcome of one call: status and code, and the fields of the answer."""
    client = Client(Config(**asked["config"]))
    request = getattr(models, f"{asked['action']}Request")().from_map(asked["given"])
    try:
        answer = getattr(client, METHODS[asked["action"].lower()])(request)
    except Exception as error:  # the two generations have no class of errors in common
        data = getattr(error, "data", None) or {}
        status = getattr(error, "status_code", None) or data.get("statusCode")
        return {"status": status, "code": getattr(error, "code", None), "body": {"Message": str(error)}}
    body = answer.body.to_map()
    return {"status": answer.status_code, "code": body.get("Code"), "body": body}


def known() -> list[str]:
    """The actions that this generation has a request model and a method for, in small letters."""
    asked = {name[: -len("Request")].lower() for name in dir(models) if name.endswith("Request")}
    return sorted(asked & METHODS.keys())


def _tell(document: object) -> None:
    sys.stdout.write(json.dumps(document) + "\n")
    sys.stdout.flush()


def main() -> None:
    _tell(known())
    for line in sys.stdin:
        _tell(called(json.loads(line)))


if __name__ == "__main__":
    main()
