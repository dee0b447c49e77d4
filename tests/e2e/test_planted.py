"""Personal values that went through the API are searched for wherever the service keeps anything."""

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from alibabacloud_dysmsapi20170525 import models as sms

from tests.e2e.encodings import in_base64, needles
from tests.e2e.service import PNG, Applicant, Service, until
from tests.jobs.receiver import Receiver, listening

COMPANY = "杭州云帆网络科技有限公司"
CREDIT_CODE = "91330106MA27XAAA0D"
RECIPIENT = "13800000001"
NAMES = ("法人甲", "管理员乙")
ID_NUMBER = "110105198001010016"
PHONE = "13900000001"
TEXT = "您的验证码为482913"
# Typed where nobody asks for a person: a remark, the grantor of a letter, the sender's own number.
REMARK, GRANTOR, OUT_ID = (f"所述个人{mark}" for mark in "戊己庚")
TYPED = (REMARK, GRANTOR, OUT_ID)
PLANTED = (*NAMES, ID_NUMBER, PHONE, f"86{PHONE}", f"+86{PHONE}", RECIPIENT, f"86{RECIPIENT}", TEXT, *TYPED)
SECRET = "a secret for tests alone"
QUICK = """
[all]
filing_delay_seconds = 0.2
probe_delay_seconds = 0.2
receipt_delay_seconds = 0.2
"""


def kept(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below a folder, databases and their logs included."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def found_in(places: list[tuple[str, bytes]]) -> set[tuple[str, str]]:
    """Which planted value lies where, in whatever shape."""
    shapes = {value: needles(value) for value in PLANTED}
    return {
        (place, value)
        for place, content in places
        for value, wanted in shapes.items()
        if any(needle in content for needle in wanted)
    }


@pytest.mark.parametrize("padding", range(3))
def test_a_planted_value_would_be_found(padding: int) -> None:
    for value in PLANTED:
        raw = bytes(padding) + value.encode() + b"more"
        for content in (raw, raw.hex().encode(), base64.b64encode(raw), base64.urlsafe_b64encode(raw)):
            assert ("here", value) in found_in([("here", content)]), (value, content)
    for name in ("md5", "sha1", "sha256", "sm3"):
        digest = hashlib.new(name, ID_NUMBER.encode())
        for content in (digest.digest(), digest.hexdigest().encode(), base64.b64encode(digest.digest())):
            assert found_in([("here", content)]) == {("here", ID_NUMBER)}
    assert found_in([("here", b"nothing of that")]) == set()


def a_busy_service(service: Service, receiver: Receiver) -> Applicant:
    """Papers, an approval, a template, a message with its receipt, callbacks, and a refused application."""
    service.environment["QIANMING_CALLBACK_PRIVATE_ADDRESSES"] = "1"
    service.simulate(QUICK)
    service.start()
    applicant = Applicant.join(service, "cloud-sail", COMPANY, CREDIT_CODE)
    for kind in ("SignSmsReport", "SmsReport", "events"):
        service.json("callback", "set", applicant.account, "--kind", kind, "--url", receiver.url)
    qualification = applicant.qualify()
    applicant.approve_whatever_waits()
    service.json("qualification", "show", str(qualification))
    template = applicant.template(remark=REMARK)
    applicant.approve_whatever_waits()
    name_persons_elsewhere(applicant)
    until("an availability", lambda: service.json("signature", "list", applicant.account)[0]["availability"])
    sent = applicant.send(COMPANY, template, RECIPIENT, out_id=OUT_ID)
    assert sent.code == "OK"
    applicant.receipt(RECIPIENT, sent.biz_id)
    until("the receipt's callback", lambda: any(b"biz_id" in one.body for one in receiver.confirmed))
    return applicant


def name_persons_elsewhere(applicant: Applicant) -> None:
    """A letter by a person, named after him."""
    letter = sms.CreateSmsAuthorizationLetterRequest(
        authorization_letter_name=f"{GRANTOR}授权书",
        authorization=GRANTOR,
        proxy_authorization=COMPANY,
        organization_code=CREDIT_CODE,
        authorization_letter_exp_date="2020-01-01~2099-12-31",
        authorization_letter_pic=applicant.upload("letter.png"),
        sign_list=["云帆样例"],
    )
    assert applicant.client.create_sms_authorization_letter(letter).body.success


def test_nothing_planted_is_found_and_a_new_secret_reads_what_the_old_one_cannot(
    service: Service, tmp_path: Path
) -> None:
    with listening() as receiver:
        applicant = a_busy_service(service, receiver)
        backup = tmp_path / "backup"
        done = service.run("backup", str(backup))
        assert done.returncode == 0, done.stderr
        exported = service.run("audit", "export").stdout.encode()
        shown = service.run("qualification", "show", "1").stdout.encode()
    places = [*kept(service.data), *(("backup/" + name, content) for name, content in kept(backup))]
    names = {name for name, _ in places}
    assert {"serve.log"} <= names
    assert any(name.startswith("files/") for name in names)
    assert len(exported.splitlines()) > 10
    assert found_in([*places, ("audit export", exported), ("qualification show", shown)]) == set()
    scan = {PNG, PNG.hex().encode(), *in_base64(PNG)}
    assert not [name for name, content in places if any(shape in content for shape in scan)]
    after_a_rotation(service, applicant)


def after_a_rotation(service: Service, applicant: Applicant) -> None:
    """Old rows read with the new secret; the old one opens nothing of the present data."""
    new = "the secret that came later"
    service.environment["QIANMING_NEW_SECRET_KEY"] = new
    rotated = service.json("rotate-key")
    assert rotated["accounts"] == 1
    del service.environment["QIANMING_NEW_SECRET_KEY"]
    service.stop()
    service.environment["QIANMING_SECRET_KEY"] = new
    service.start()
    again = Applicant(
        service, applicant.account, COMPANY, CREDIT_CODE,
        service.client(*Applicant.credentials(applicant.account)),
    )  # fmt: skip
    assert again.qualification_state(1) == "PASSED"
    opened = service.json("qualification", "show", "1", "--reveal", "--reason", "review")
    assert opened["administrator"]["number"] == ID_NUMBER
    assert {item["phone"] for item in service.json("inbox")} == {PHONE, RECIPIENT}
    assert service.run("audit", "verify").returncode == 0
    service.environment["QIANMING_SECRET_KEY"] = SECRET
    for command in (("qualification", "show", "1"), ("inbox",), ("account", "list"), ("audit", "verify")):
        refused = service.run(*command)
        assert refused.returncode != 0, command
        assert not [value for value in PLANTED if value in refused.stdout], command
    service.environment["QIANMING_SECRET_KEY"] = new
