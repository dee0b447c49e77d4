"""The applicant's forms: what is sent becomes commands, what is refused stands beside its field."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from qianming.console.fault_words import FIELDS
from qianming.console.forms.qualification import QualificationForm
from qianming.console.forms.records import PowerForm, TrademarkForm
from qianming.console.forms.signature import ApplicationForm
from qianming.console.forms.template import TemplateForm
from qianming.core.codes import EventKind, QualificationState
from qianming.core.readings import DocumentField, ReadingState
from qianming.core.rejections import RejectionReason
from qianming.documents import reader
from qianming.documents.reading.results import Reading, Seen, Witness
from qianming.registry.models import (
    Event,
    Material,
    PowerOfAttorney,
    Qualification,
    Trademark,
)
from qianming.registry.persons import open_persons
from qianming.services import clock, reviews
from qianming.texts.catalog import Lang
from qianming.texts.catalog import words as words_for
from tests.clock import StandingClock
from tests.console import filling, stock
from tests.console.answers import page, told
from tests.console.people import People, signed_in
from tests.services.making import CREDIT_CODE, REVIEWER

pytestmark = pytest.mark.django_db


def test_every_field_that_a_fault_names_is_one_of_a_form() -> None:
    forms = (QualificationForm, PowerForm, TrademarkForm, ApplicationForm, TemplateForm)
    fields = {name for form in forms for name in form.base_fields}
    assert set(FIELDS.values()) - fields == {"materials"}


class TestQualification:
    def test_it_hands_in_what_was_filled_in(self, client: Client) -> None:
        sent = filling.qualification(filling.phone_code(client))
        answer = client.post("/console/qualifications/new/", sent)
        row = Qualification.objects.get()
        assert answer.headers["location"] == f"/console/qualifications/{row.pk}/"
        assert row.licence_until.isoformat() == "2099-12-31"
        assert open_persons(row).administrator.name == "管理员乙"
        assert Material.objects.count() == 3

    @pytest.mark.parametrize(
        ("changes", "field", "words"),
        [
            ({"name": "12345"}, "name", "not digits alone"),
            ({"company_name": ""}, "company_name", "Fill it in"),
            ({"credit_code": ""}, "credit_code", "Fill it in"),
            ({"licence_from": "2030-01-01", "licence_long_term": ""}, "licence_until", "first and the last"),
            ({"legal_until": "2021-01-01"}, "legal_until", "Today lies outside"),
            ({"legal_number": "110101199001011234"}, "legal_number", "digit"),
            ({"admin_name": "甲" * 60}, "admin_name", "50 characters"),
            ({"admin_front": ""}, "admin_front", "four edges"),
            ({"admin_phone": ""}, "admin_phone", "Send code"),
            ({"phone_code": "000000"}, "phone_code", "wrong"),
            ({"admin_front": filling.file("scan.png", b"no picture")}, "admin_front", "ending"),
            ({"admin_front": filling.file("scan.exe", b"MZ")}, "admin_front", "ending"),
        ],
    )
    def test_a_fault_stands_beside_its_field_with_its_fix(
        self, client: Client, changes: filling.Sent, field: str, words: str
    ) -> None:
        sent = filling.qualification(filling.phone_code(client)) | changes
        answer = client.post("/console/qualifications/new/", sent)
        assert answer.status_code == 422
        assert words in told(answer, field)
        assert not Qualification.objects.exists()

    def test_nothing_typed_or_uploaded_is_lost_by_a_fault(self, client: Client) -> None:
        answer = client.post("/console/qualifications/new/", filling.qualification("", name="旧的资质"))
        assert 'value="旧的资质"' in page(answer)
        keys = re.findall(r'name="(\w+)_key" value="([^"]+)"', page(answer))
        assert {slot for slot, _ in keys} == {"licences", "admin_front", "admin_back"}
        again = filling.qualification(filling.phone_code(client), licences="", admin_front="", admin_back="")
        again |= {f"{slot}_key": key for slot, key in keys}
        assert client.post("/console/qualifications/new/", again).status_code == 302
        assert Qualification.objects.get().materials["licences"][0]["key"] == dict(keys)["licences"]

    def test_another_accounts_file_is_none(self, client: Client, people: People) -> None:
        signed_in(people.stranger).post("/console/uploads/", {"slot": "x", "file": filling.file()})
        theirs = Material.objects.get().key
        sent = filling.qualification(filling.phone_code(client), admin_front="", admin_front_key=theirs)
        answer = client.post("/console/qualifications/new/", sent)
        assert "Upload it again" in told(answer, "admin_front")

    def test_a_code_is_asked_for_at_most_once_a_minute(self, client: Client) -> None:
        filling.phone_code(client)
        again = client.post("/console/qualifications/phone-code/", {"admin_phone": filling.PHONE})
        assert "at most one code a minute" in page(again)
        assert 'data-wait="60"' in page(again)
        wrong = client.post("/console/qualifications/phone-code/", {"admin_phone": "123"})
        assert "no mobile number" in page(wrong)

    def test_an_edit_keeps_the_persons_without_showing_them(
        self, client: Client, paper: Qualification
    ) -> None:
        form = page(client.get(f"/console/qualifications/{paper.pk}/edit/"))
        persons = open_persons(paper)
        assert persons.administrator.number not in form
        assert persons.administrator_phone not in form
        assert 'placeholder="138****0001"' in form
        clock.set_clock(StandingClock(stock.NOW + timedelta(minutes=2)))
        client.post("/console/qualifications/phone-code/", {"admin_phone": "", "edits": paper.pk})
        code = filling.newest_code()
        empty = dict.fromkeys(("legal_name", "legal_number", "admin_name", "admin_number", "admin_phone"), "")
        sent = filling.qualification(code, **empty, company_name="杭州示例科技集团有限公司")
        sent |= {"share": "on", "remark": "更名"}
        assert client.post(f"/console/qualifications/{paper.pk}/edit/", sent).status_code == 302
        paper.refresh_from_db()
        assert (paper.company_name, paper.state) == ("杭州示例科技集团有限公司", QualificationState.QUEUED)
        assert (paper.share, paper.remark) == (True, "更名")
        assert open_persons(paper).administrator.number == persons.administrator.number

    def test_what_waits_is_taken_back_and_then_deleted(self, client: Client) -> None:
        client.post("/console/qualifications/new/", filling.qualification(filling.phone_code(client)))
        row = Qualification.objects.get()
        assert client.get(f"/console/qualifications/{row.pk}/edit/").status_code == 404
        client.post(f"/console/qualifications/{row.pk}/withdraw/")
        row.refresh_from_db()
        assert row.state == QualificationState.WITHDRAWN
        assert "deleted for good" in page(client.get(f"/console/qualifications/{row.pk}/delete/"))
        client.post(f"/console/qualifications/{row.pk}/delete/")
        assert client.get(f"/console/qualifications/{row.pk}/").status_code == 404

    def test_a_rejection_is_told_reason_by_reason(self, client: Client) -> None:
        client.post("/console/qualifications/new/", filling.qualification(filling.phone_code(client)))
        row = Qualification.objects.get()
        reasons = [RejectionReason.IMAGE_UNREADABLE, RejectionReason.ELEMENTS_INACCURATE]
        reviews.reject(REVIEWER, row.work_order_id, reasons, "第二页看不清", stock.NOW)
        for path in ("", f"{row.pk}/", f"{row.pk}/edit/"):
            shown = page(client.get(f"/console/qualifications/{path}"))
            assert "Image not readable" in shown
            assert "Elements inaccurate" in shown
            assert "第二页看不清" in shown


class TestFiles:
    def test_a_picture_is_shown_and_anything_else_is_saved(self, client: Client) -> None:
        client.post("/console/uploads/", {"slot": "others", "file": filling.file()})
        picture = client.get(f"/console/materials/{Material.objects.get().key}")
        assert picture.headers["content-type"] == "image/png"
        assert picture.headers["content-disposition"].startswith("inline")
        assert picture.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in picture.headers["content-security-policy"]

    def test_looking_at_an_older_file_is_told_in_the_history(self, client: Client) -> None:
        client.post("/console/uploads/", {"slot": "others", "file": filling.file()})
        key = Material.objects.get().key
        client.get(f"/console/materials/{key}")
        assert not Event.objects.filter(kind=EventKind.MATERIAL_VIEWED).exists()
        clock.set_clock(StandingClock(stock.NOW + timedelta(hours=2)))
        client.get(f"/console/materials/{key}")
        assert Event.objects.filter(kind=EventKind.MATERIAL_VIEWED).count() == 1

    @pytest.mark.parametrize("slot", ["../../etc", "<script>", "", "微信", "a" * 500, "-_"])
    def test_a_slot_of_any_name_makes_a_sound_key(self, client: Client, slot: str) -> None:
        answer = client.post("/console/uploads/", {"slot": slot, "file": filling.file("客户 名单.PNG")})
        assert answer.status_code == 200
        assert "<script>" not in page(answer)
        assert re.fullmatch(r"\d+/[0-9a-f]{16}/[A-Za-z0-9._-]+\.png", Material.objects.get().key)


class TestRecords:
    def test_a_letter_is_kept_with_its_names(self, client: Client) -> None:
        assert client.post("/console/powers/new/", filling.letter()).status_code == 302
        row = PowerOfAttorney.objects.get()
        assert (row.scope, row.name) == (["云帆样例", "云帆"], "杭州云帆样例科技有限公司V1")
        assert "Valid" in page(client.get("/console/powers/"))

    @pytest.mark.parametrize(
        ("changes", "field", "words"),
        [
            ({"scope": ""}, "scope", "at least one name"),
            ({"valid_until": "2026-01-02"}, "valid_until", "Today lies outside"),
            ({"grantor": ""}, "grantor", "empty"),
            ({"picture": ""}, "picture", "four edges"),
        ],
    )
    def test_a_letters_fault_stands_beside_its_field(
        self, client: Client, changes: filling.Sent, field: str, words: str
    ) -> None:
        answer = client.post("/console/powers/new/", filling.letter(**changes))
        assert words in told(answer, field)

    def test_the_form_of_a_letter_is_made_to_print(self, client: Client) -> None:
        answer = client.post("/console/powers/print/", filling.letter(picture=""))
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-")
        assert not PowerOfAttorney.objects.exists()

    @pytest.mark.parametrize(
        ("changes", "field", "words"),
        [
            ({"valid_until": ""}, "valid_until", "first and the last day"),
            ({"grantor": "杭州𠀀样例科技有限公司"}, "grantor", "𠀀"),
            ({"scope": ""}, "scope", "at least one name"),
        ],
    )
    def test_what_cannot_be_printed_is_said_beside_its_field(
        self, client: Client, changes: filling.Sent, field: str, words: str
    ) -> None:
        answer = client.post("/console/powers/print/", filling.letter(**changes))
        assert words in told(answer, field)

    def test_a_trademark_made_for_a_signature_leads_back_to_it(self, client: Client) -> None:
        answer = client.post("/console/trademarks/new/?for=signature&source=trademark", filling.trademark())
        chosen = Trademark.objects.get().pk
        assert answer.headers["location"] == f"/console/signatures/new/?trademark={chosen}&source=trademark"

    def test_a_trademarks_fault_stands_beside_its_field(self, client: Client) -> None:
        answer = client.post("/console/trademarks/new/", filling.trademark(registration_number="甲 乙"))
        assert "signs" in told(answer, "registration_number")


class TestPrefilling:
    """Reading takes seconds and a machine's luck; what is read stands in for the reader here, at its edge."""

    SEEN = Reading(
        seen=tuple(
            Seen(field, Witness.TEXT, value)
            for field, value in (
                (DocumentField.NAME, "杭州示例科技有限公司"),
                (DocumentField.CREDIT_CODE, CREDIT_CODE),
                (DocumentField.LEGAL_REPRESENTATIVE, "法人甲"),
                (DocumentField.VALID_FROM, "2020-01-01"),
                (DocumentField.VALID_UNTIL, "2099-12-31"),
            )
        )
    )

    def test_empty_fields_are_filled_in_and_others_compared(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(reader, "is_installed", lambda: True)
        monkeypatch.setattr(reader, "read", lambda *_: self.SEEN)
        sent = {"redraw": "read", "licences": filling.file(), "company_name": "别的公司"}
        shown = page(client.post("/console/qualifications/new/", sent))
        assert f'value="{CREDIT_CODE}"' in shown
        assert 'value="法人甲"' in shown
        assert re.search(r'name="licence_long_term"[^>]* checked', shown)
        assert 'value="别的公司"' in shown
        assert "杭州示例科技有限公司</strong>" in shown

    def test_without_a_reader_it_says_so_and_the_form_goes_on(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(reader, "is_installed", lambda: False)
        answer = client.post("/console/qualifications/new/", {"redraw": "read", "licences": filling.file()})
        assert answer.status_code == 200
        assert words_for(ReadingState.NOT_READ, Lang.EN).why in unescape(page(answer))

    @pytest.mark.parametrize("form", ["qualifications", "powers"])
    @pytest.mark.parametrize("installed", [True, False])
    def test_reading_is_offered_only_where_there_is_a_reader(
        self, client: Client, monkeypatch: pytest.MonkeyPatch, form: str, *, installed: bool
    ) -> None:
        monkeypatch.setattr(reader, "is_installed", lambda: installed)
        assert ("Fill in from the picture" in page(client.get(f"/console/{form}/new/"))) is installed

    @pytest.mark.parametrize("form", ["qualifications", "powers"])
    def test_without_a_picture_it_asks_for_one(self, client: Client, form: str) -> None:
        answer = client.post(f"/console/{form}/new/", {"redraw": "read"})
        assert "There is no picture yet" in page(answer)

    def test_a_letter_fills_its_form_in(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        said = {
            DocumentField.GRANTOR: "杭州云帆样例科技有限公司",
            DocumentField.CREDIT_CODE: CREDIT_CODE,
            DocumentField.GRANTEE: stock.ENTITY,
            DocumentField.SCOPE: "云帆样例、云帆",
            DocumentField.VALID_FROM: "2026-01-01",
            DocumentField.VALID_UNTIL: "2027-12-31",
            DocumentField.SEAL: "杭州云帆样例科技有限公司",
        }
        seen = Reading(seen=tuple(Seen(field, Witness.TEXT, value) for field, value in said.items()))
        monkeypatch.setattr(reader, "is_installed", lambda: True)
        monkeypatch.setattr(reader, "read", lambda *_: seen)
        sent = {
            "redraw": "read",
            "picture": filling.file(),
            "grantee": "别的公司",
            "scope": "【云帆样例】\n云帆",
        }
        shown = page(client.post("/console/powers/new/", sent))
        assert 'value="杭州云帆样例科技有限公司"' in shown
        assert f'value="{CREDIT_CODE}"' in shown
        assert 'value="2027-12-31"' in shown
        assert re.findall(r"<strong[^>]*>([^<]+)</strong>", shown[shown.index('id="prefill"') :])[:2] == [
            stock.ENTITY
        ]
        empty = page(client.post("/console/powers/new/", sent | {"scope": "", "picture": filling.file()}))
        assert "云帆样例\n云帆</textarea>" in empty
