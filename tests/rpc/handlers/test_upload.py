"""The upload permits, as clients of object storage read them."""

import base64
import json
from datetime import datetime

import pytest

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


@pytest.mark.parametrize(
    ("action", "parameters", "extra"),
    [
        ("GetOSSInfoForUploadFile", {}, set()),
        ("GetOSSInfoForUploadFile", {"BizType": "fcMediaSms"}, set()),
        ("GetSmsOcrOssInfo", {"TaskType": "ICP_DOMAIN"}, {"Bucket"}),
        ("GetSmsOcrOssInfo", {}, {"Bucket"}),
    ],
)
def test_the_other_permits_tell_the_time_as_text(
    client: Client, action: str, parameters: dict[str, str], extra: set[str]
) -> None:
    model = client.ok(action, **parameters)["Model"]
    assert set(model) == {"AccessKeyId", "ExpireTime", "Host", "Policy", "Signature", "StartPath"} | extra
    policy = json.loads(base64.b64decode(model["Policy"]))
    assert str(int(datetime.fromisoformat(policy["expiration"]).timestamp())) == model["ExpireTime"]


@pytest.mark.parametrize(
    ("action", "field"), [("GetOSSInfoForUploadFile", "BizType"), ("GetSmsOcrOssInfo", "TaskType")]
)
def test_another_use_is_refused(client: Client, action: str, field: str) -> None:
    answer = client.call(action, **{field: "other"})
    assert (answer.status, answer.code) == (400, "OssBiztypeNotSupportError")
    assert field in answer.body["Message"]
