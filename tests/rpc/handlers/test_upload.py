"""`GetQualificationOssInfo`: the permit, as clients of object storage read it."""

import base64
import json
from datetime import datetime

from tests.rpc.client import HOST, Client


def test_a_permit_names_where_what_and_until_when(client: Client) -> None:
    data = client.ok("GetQualificationOssInfo", BizType="dysms")["Data"]
    assert set(data) == {"AccessKeyId", "Expire", "Host", "Policy", "Signature", "StartPath"}
    assert data["Host"] == f"http://{HOST}/files/"
    policy = json.loads(base64.b64decode(data["Policy"]))
    assert ["starts-with", "$key", data["StartPath"]] in policy["conditions"]
    assert datetime.fromisoformat(policy["expiration"]).timestamp() == data["Expire"]
    assert data["Expire"] > client.clock.now().timestamp()


def test_only_one_kind_of_business_is_known(client: Client) -> None:
    answer = client.call("GetQualificationOssInfo", BizType="other")
    assert (answer.status, answer.code) == (400, "OssBiztypeNotSupportError")
