"""Every answer has the fields and JSON types of the vendor's own models: strict languages refuse others."""

import base64
import inspect
from typing import Any

import pytest
from alibabacloud_dysmsapi20170525 import models

from qianming.registry.models import Account
from qianming.services.messages import JournalEntry, JournalLine, record_batch
from tests.rpc.client import Client
from tests.rpc.handlers.parameters import (
    a_qualification,
    a_signature,
    a_template,
    an_approved_qualification,
    upload_key,
)
from tests.services import making

# What this service adds; clients ignore fields that they do not know.
OWN_FIELDS = {"RiskNotices"}
PLAIN = {"str": str, "int": int, "bool": bool}


def mismatches(model: type, document: Any, path: str = "") -> list[str]:
    """Where a document differs from a model: unknown fields and wrong types, in depth."""
    if not isinstance(document, dict):
        return [f"{path} is no object"]
    names = wire_names(model)
    known = {names[name]: kind for name, kind in annotations(model).items()}
    wrong = [f"{path}.{name} is unknown" for name in set(document) - set(known) - OWN_FIELDS]
    for name, value in document.items():
        if name in known:
            wrong += _wrong(known[name], value, f"{path}.{name}")
    return wrong


def _wrong(kind: str, value: Any, path: str) -> list[str]:
    if kind.startswith("List["):
        if not isinstance(value, list):
            return [f"{path} is no list"]
        return [
            text for place, item in enumerate(value) for text in _wrong(kind[5:-1], item, f"{path}[{place}]")
        ]
    if kind.startswith("Dict["):
        return [] if isinstance(value, dict) else [f"{path} is no object"]
    if kind in PLAIN:
        return [] if type(value) is PLAIN[kind] else [f"{path} is {type(value).__name__}, not {kind}"]
    return mismatches(getattr(models, kind.rpartition(".")[2]), value, path)


def annotations(model: type) -> dict[str, str]:
    parameters = inspect.signature(model).parameters.values()
    return {parameter.name: str(parameter.annotation).strip("'") for parameter in parameters}


def wire_names(model: type) -> dict[str, str]:
    """How the vendor's model writes its attributes, told by the model itself."""
    samples = {name: _sample(kind) for name, kind in annotations(model).items()}
    written = {key.lower(): key for key in model(**samples).to_map()}
    return {name: written[name.replace("_", "")] for name in samples}


def _sample(kind: str) -> Any:
    if kind.startswith(("List[", "Dict[")):
        return [] if kind.startswith("List[") else {}
    return PLAIN[kind]() if kind in PLAIN else getattr(models, kind.rpartition(".")[2])()


def checked(action: str, body: dict[str, Any]) -> None:
    model = getattr(models, f"{action}ResponseBody")
    assert mismatches(model, body) == []
    told = model().from_map(body).to_map()
    assert {name: told[name] for name in body if name not in OWN_FIELDS} == {
        name: value for name, value in body.items() if name not in OWN_FIELDS
    }


def test_phone_codes_and_permits(client: Client) -> None:
    checked("RequiredPhoneCode", client.ok("RequiredPhoneCode", PhoneNo=making.PHONE))
    checked("ValidPhoneCode", client.ok("ValidPhoneCode", PhoneNo=making.PHONE, CertifyCode="1"))
    checked("GetQualificationOssInfo", client.ok("GetQualificationOssInfo", BizType="dysms"))


def test_qualifications(client: Client) -> None:
    body = client.ok("SubmitSmsQualification", **a_qualification(client))
    checked("SubmitSmsQualification", body)
    asked = {"QualificationGroupId": body["Data"]}
    checked("QuerySingleSmsQualification", client.ok("QuerySingleSmsQualification", **asked))
    checked("QuerySmsQualificationRecord", client.ok("QuerySmsQualificationRecord"))


def test_signatures(client: Client, account: Account) -> None:
    qualification = an_approved_qualification(client)
    mark = making.a_trademark(account)
    body = client.ok(
        "CreateSmsSign",
        **a_signature(
            qualification,
            SignName=mark.text,
            SignSource=5,
            TrademarkId=mark.pk,
            MoreData=[upload_key(client)],
        ),
    )
    checked("CreateSmsSign", body)
    client.ok("CreateSmsSign", **a_signature(qualification, SignName="云帆科技样例"))
    for name in (mark.text, making.COMPANY, "云帆科技样例"):
        checked("GetSmsSign", client.ok("GetSmsSign", SignName=name))
    checked("QuerySmsSignList", client.ok("QuerySmsSignList"))
    checked("DeleteSmsSign", client.ok("DeleteSmsSign", SignName=making.COMPANY))


def test_papers_of_signatures(client: Client) -> None:
    picture = upload_key(client, "paper.png")
    for noun, given, query in (
        (
            "SmsAuthorizationLetter",
            {
                "AuthorizationLetterName": "授权书",
                "Authorization": making.LONG_COMPANY,
                "OrganizationCode": making.OTHER_CREDIT_CODE,
                "ProxyAuthorization": making.COMPANY,
                "AuthorizationLetterExpDate": making.PERIOD,
                "AuthorizationLetterPic": picture,
                "SignList": ["云帆"],
            },
            "",
        ),
        (
            "SmsTrademark",
            {
                "TrademarkName": "云帆",
                "TrademarkRegistrationNumber": "7",
                "TrademarkApplicantName": making.COMPANY,
                "TrademarkEffExpDate": making.PERIOD,
                "TrademarkPic": picture,
            },
            "TrademarkIdList",
        ),
        (
            "SmsAppIcpRecord",
            {
                "AppServiceName": "云帆",
                "AppPrincipalUnitName": making.COMPANY,
                "AppIcpLicenseNumber": "1",
                "AppApprovalDate": "2024-01-01",
                "AppIcpRecordPic": picture,
                "Domain": "https://app.example",
            },
            "AppIcpRecordIdList",
        ),
    ):
        body = client.ok(f"Create{noun}", **given)
        checked(f"Create{noun}", body)
        asked: dict[str, Any] = {query: [int(body["Data"])]} if query else {}
        told = client.ok(f"Query{noun}", **asked)
        assert len(told["Data"]) == 1
        checked(f"Query{noun}", told)


def test_edits_and_the_older_actions(client: Client, account: Account) -> None:
    qualification = an_approved_qualification(client)
    checked(
        "UpdateSmsSign", client.ok("UpdateSmsSign", **a_signature(qualification, SignName=making.COMPANY))
    )
    bound: dict[str, Any] = {"SignatureName": making.COMPANY, "QualificationId": qualification}
    checked("ChangeSignatureQualification", client.ok("ChangeSignatureQualification", **bound))
    older: dict[str, Any] = {
        "SignName": "云帆样例科技",
        "SignSource": 0,
        "Remark": "登录",
        "SignFileList.1.FileContents": base64.b64encode(making.PNG).decode(),
        "SignFileList.1.FileSuffix": "png",
    }
    checked("AddSmsSign", client.ok("AddSmsSign", **older))
    checked("QuerySmsSign", client.ok("QuerySmsSign", SignName="云帆样例科技"))


def test_templates(client: Client) -> None:
    body = client.ok("CreateSmsTemplate", **a_template(MoreData=[upload_key(client)]))
    checked("CreateSmsTemplate", body)
    checked("GetSmsTemplate", client.ok("GetSmsTemplate", TemplateCode=body["TemplateCode"]))


def test_sending_queries(client: Client, account: Account) -> None:
    line = JournalLine(making.PHONE, "【云帆】您好", 1)
    record_batch("main", [JournalEntry(1, account.pk, "1^0", making.NOW, "SMS_1", (line,))])
    given = {"PhoneNumber": making.PHONE, "SendDate": "20260610", "PageSize": "10", "CurrentPage": "1"}
    checked("QuerySendDetails", client.ok("QuerySendDetails", **given))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"SignStatus": "0"}, [".SignStatus is str, not int"]),
        ({"SignStatus": True}, [".SignStatus is bool, not int"]),
        ({"AuditInfo": []}, [".AuditInfo is no object"]),
        ({"FileUrlList": {}}, [".FileUrlList is no list"]),
        ({"Other": 1}, [".Other is unknown"]),
        (
            {"SignIspRegisterDetailList": [{"OperatorCode": 1}]},
            [".SignIspRegisterDetailList[0].OperatorCode is int, not str"],
        ),
    ],
)
def test_it_sees_a_wrong_type(body: dict[str, Any], expected: list[str]) -> None:
    assert mismatches(models.GetSmsSignResponseBody, body) == expected
