"""Letters, trademarks and filings of apps: made, listed, and refused with the documented errors."""

from typing import Any

import pytest

from qianming.registry.models import Account, AppRecord, PowerOfAttorney, Trademark
from tests.rpc.client import Client
from tests.rpc.handlers.parameters import a_signature, an_approved_qualification, upload_key
from tests.services import making


def a_letter(client: Client, **changes: object) -> dict[str, Any]:
    return {
        "AuthorizationLetterName": "甲公司授权书",
        "Authorization": making.LONG_COMPANY,
        "OrganizationCode": making.OTHER_CREDIT_CODE,
        "ProxyAuthorization": making.COMPANY,
        "AuthorizationLetterExpDate": "2026-01-01~2027-01-01",
        "AuthorizationLetterPic": upload_key(client, "letter.png"),
        "SignList": ["云帆样例", "云帆"],
        **changes,
    }


def a_trademark(client: Client, **changes: object) -> dict[str, Any]:
    return {
        "TrademarkName": "云帆",
        "TrademarkRegistrationNumber": "7000001",
        "TrademarkApplicantName": making.COMPANY,
        "TrademarkEffExpDate": "2020-01-01~2030-01-01",
        "TrademarkPic": upload_key(client, "mark.png"),
        **changes,
    }


def an_app(client: Client, **changes: object) -> dict[str, Any]:
    return {
        "AppServiceName": "云帆",
        "AppPrincipalUnitName": making.COMPANY,
        "AppIcpLicenseNumber": "浙ICP备1号-1A",
        "AppApprovalDate": "2024-01-01",
        "AppIcpRecordPic": upload_key(client, "app.png"),
        "Domain": "https://app.example/store",
        **changes,
    }


def test_a_letter_is_registered_and_listed(client: Client) -> None:
    body = client.ok("CreateSmsAuthorizationLetter", **a_letter(client))
    assert body["Success"] is True
    assert isinstance(body["Data"], str)
    (told,) = client.ok("QuerySmsAuthorizationLetter")["Data"]
    assert told.pop("AuthorizationLetterPic") == "", "only a key that may see personal data gets its address"
    assert told == {
        "AuthorizationLetterId": int(body["Data"]),
        "AuthorizationLetterName": "甲公司授权书",
        "Authorization": making.LONG_COMPANY,
        "ProxyAuthorization": making.COMPANY,
        "OrganizationCode": making.OTHER_CREDIT_CODE,
        "AuthorizationLetterExpDate": "2026-01-01~2027-01-01",
        "SignScope": "云帆样例、云帆",
        "State": "INT",
        "Status": "VALID",
    }


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({}, ["旧", "新"]),
        ({"SignName": "云帆样例"}, ["新"]),
        ({"SignName": "云"}, []),
        ({"OrganizationCode": making.CREDIT_CODE}, ["旧"]),
        ({"State": "PASSED"}, ["旧"]),
        ({"Status": "INVALID"}, ["旧"]),
        ({"Status": "VALID", "State": "INT"}, ["新"]),
        ({"AuthorizationLetterIdList": [10**15]}, []),
    ],
)
def test_letters_are_filtered(
    client: Client, account: Account, wanted: dict[str, Any], names: list[str]
) -> None:
    making.a_power(account, name="新")
    making.a_power(
        account,
        name="旧",
        scope=["别的名字"],
        credit_code=making.CREDIT_CODE,
        valid_until="2026-02-01",
        passed=True,
    )
    told = client.ok("QuerySmsAuthorizationLetter", **wanted)["Data"]
    assert [one["AuthorizationLetterName"] for one in told] == names


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"AuthorizationLetterName": "授权 书"}, "AuthorizationLetterNameNotMatchRegex"),
        ({"AuthorizationLetterName": " "}, "MissingAuthorizationLetterName"),
        ({"AuthorizationLetterName": "长" * 101}, "AuthorizationLetterNameOverLimit"),
        ({"Authorization": "甲&乙"}, "AuthorizationNotMatchRegex"),
        ({"ProxyAuthorization": "乙" * 151}, "ProxyAuthorizationOverLimit"),
        ({"OrganizationCode": "1" * 151}, "OrganizationCodeOverLimit"),
        ({"AuthorizationLetterExpDate": "2026"}, "AuthorizationLetterDateNotMatchRegex"),
        ({"AuthorizationLetterExpDate": "2020-01-01~2021-01-01"}, "AuthorizationLetterDateNotValid"),
        ({"AuthorizationLetterPic": "1/none.png"}, "AuthorizationOssFileNotUploadError"),
        ({"SignList": ["云"]}, "SignNotMatchRegex"),
        ({"SignList": [f"云帆{number}" for number in range(101)]}, "SignNumOverLimit"),
        ({"SignList": ""}, "MissingSignList"),
    ],
)
def test_a_wrong_letter_is_not_kept(client: Client, changes: dict[str, Any], code: str) -> None:
    answer = client.call("CreateSmsAuthorizationLetter", **a_letter(client, **changes))
    assert (answer.status, answer.code) == (400, code)
    assert not PowerOfAttorney.objects.exists()


def test_a_letters_name_is_given_once(client: Client) -> None:
    client.ok("CreateSmsAuthorizationLetter", **a_letter(client))
    answer = client.call("CreateSmsAuthorizationLetter", **a_letter(client))
    assert (answer.status, answer.code) == (400, "AuthorizationLetterNameRepeat")


def test_a_trademark_is_kept_and_read(client: Client) -> None:
    given = a_trademark(client)
    body = client.ok("CreateSmsTrademark", **given)
    (told,) = client.ok("QuerySmsTrademark", TrademarkIdList=[int(body["Data"]), 10**15])["Data"]
    assert "Expires=" in told.pop("TrademarkPicUrl")
    assert told == {"TrademarkId": int(body["Data"]), **given}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"TrademarkName": "帆" * 16}, "TrademarkNameOverLimit"),
        ({"TrademarkRegistrationNumber": "7,1"}, "TrademarkRegistrationNumberNotMatchRegex"),
        ({"TrademarkApplicantName": "甲" * 51}, "TrademarkApplicantNameOverLimit"),
        ({"TrademarkEffExpDate": "x"}, "TrademarkLetterDateNotMatchRegex"),
        ({"TrademarkEffExpDate": "2001-01-01~2011-01-01"}, "TrademarkDateNotValid"),
        ({"TrademarkPic": "1/none.pdf"}, "TrademarkPicsFileError"),
        ({"TrademarkPic": "1/none.png"}, "TrademarkOssFileNotUploadError"),
        ({"TrademarkName": ""}, "MissingTrademarkName"),
    ],
)
def test_a_wrong_trademark_is_not_kept(client: Client, changes: dict[str, Any], code: str) -> None:
    answer = client.call("CreateSmsTrademark", **a_trademark(client, **changes))
    assert (answer.status, answer.code) == (400, code)
    assert not Trademark.objects.exists()


def test_an_apps_record_is_kept_and_read(client: Client) -> None:
    given = an_app(client, AppRuntimePic=upload_key(client, "running.png"))
    body = client.ok("CreateSmsAppIcpRecord", **given)
    (told,) = client.ok("QuerySmsAppIcpRecord", AppIcpRecordIdList=[int(body["Data"])])["Data"]
    assert "Expires=" in told["AppIcpRecordPicUrl"]
    assert "Expires=" in told["AppRuntimePicUrl"]
    assert (told["AppStoreDownloadPic"], told["AppStoreDownloadPicUrl"]) == ("", "")
    assert {name: told[name] for name in given} == given


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"AppPrincipalUnitName": "甲" * 51}, "AppPrincipalUnitNameOverLimit"),
        ({"AppIcpLicenseNumber": "1" * 16}, "AppIcpLicenseNumberOverLimit"),
        ({"Domain": "app.example"}, "AppDomainNotMatchRegex"),
        ({"AppApprovalDate": "2024"}, "AppIcpRecordDateNotMatchRegex"),
        ({"AppApprovalDate": "2999-01-01"}, "AppApprovalDateNotValid"),
        ({"AppIcpRecordPic": "1/none.pdf"}, "AppIcpRecordPicsFileError"),
        ({"AppRuntimePic": "1/none.png"}, "AppIcpRecordOssFileNotUploadError"),
    ],
)
def test_a_wrong_record_is_not_kept(client: Client, changes: dict[str, Any], code: str) -> None:
    answer = client.call("CreateSmsAppIcpRecord", **an_app(client, **changes))
    assert (answer.status, answer.code) == (400, code)
    assert not AppRecord.objects.exists()


def test_a_name_of_an_app_is_refused_although_its_record_is_kept(client: Client) -> None:
    record = int(client.ok("CreateSmsAppIcpRecord", **an_app(client))["Data"])
    given = a_signature(
        an_approved_qualification(client),
        SignName="云帆样例",
        SignSource=2,
        ApplySceneContent="https://app.example",
        AppIcpRecordId=record,
    )
    client.ok("CreateSmsSign", **given)
    body = client.ok("GetSmsSign", SignName="云帆样例")
    assert (body["SignStatus"], body["AppIcpRecordId"]) == (2, record)


def test_nothing_of_another_account_is_read(client: Client, account: Account) -> None:
    other = making.an_account("stranger")
    making.a_power(other)
    mark = making.a_trademark(other)
    assert client.ok("QuerySmsAuthorizationLetter")["Data"] == []
    assert client.ok("QuerySmsTrademark", TrademarkIdList=[mark.pk])["Data"] == []
