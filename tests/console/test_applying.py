"""Applying for signatures and templates in the console: the check, the papers asked for, mending, pausing."""

import re

import pytest
from django.test import Client

from qianming.core.codes import ReviewState
from qianming.core.rejections import RejectionReason
from qianming.registry.models import (
    Application,
    Qualification,
    Signature,
    Template,
)
from qianming.services import reviews
from tests.console import filling, stock
from tests.console.answers import page, told
from tests.services.making import REVIEWER

pytestmark = pytest.mark.django_db


class TestSignature:
    def test_the_check_says_what_the_rules_find_and_what_would_pass(
        self, client: Client, paper: Qualification
    ) -> None:
        sent = filling.signature(paper.pk, name="测试")
        answer = page(client.post("/console/signatures/check/", sent))
        assert "This name would be rejected" in answer
        assert 'data-value="杭州示例科技"' in answer
        assert not Signature.objects.filter(name="测试").exists()
        fine = page(client.post("/console/signatures/check/", filling.signature(paper.pk)))
        assert "nothing against this name" in fine

    @pytest.mark.parametrize(
        ("changes", "asked"),
        [
            ({}, set()),
            ({"source": "trademark"}, {"trademark", "trademark_screenshot"}),
            ({"purpose": "others"}, {"power_of_attorney", "licence"}),
            ({"industry": "gaming"}, {"online_culture_permit", "game_filing", "game_publication_number"}),
            ({"industry": "logistics"}, {"courier_permit", "permit_holder_letter"}),
        ],
    )
    def test_it_asks_for_the_papers_of_source_purpose_and_industry(
        self, client: Client, paper: Qualification, changes: filling.Sent, asked: set[str]
    ) -> None:
        usual = {"purpose", "qualification", "source", "industry", "name", "scene", "remark"}
        usual.add("function_screenshot")
        sent = filling.signature(paper.pk, **changes)
        shown = page(client.post("/console/signatures/check/", sent))
        controls = re.findall(r"<(?:input|select|textarea)[^>]*>", shown)
        fields = {re.sub(r"_\d$", "", name) for name in re.findall(r' id="id_(\w+)"', "".join(controls))}
        assert fields == usual | asked

    def test_files_travel_with_their_kinds(self, client: Client, paper: Qualification) -> None:
        sent = filling.signature(paper.pk, industry="logistics", courier_permit=filling.file("许可.png"))
        client.post("/console/signatures/new/", sent)
        made = Application.objects.get(signature__name="杭州示例科技")
        assert list(made.material_kinds.values()) == ["courier_permit"]
        assert made.industry == "logistics"

    @pytest.mark.parametrize(
        ("changes", "field", "words"),
        [
            ({"name": ""}, "name", "0 characters"),
            ({"name": "杭州，示例"}, "name", "，"),
            ({"purpose": "others", "qualification": ""}, "qualification", "Choose"),
            ({"remark": "长" * 2001}, "remark", "2000"),
        ],
    )
    def test_a_fault_stands_beside_its_field(
        self, client: Client, paper: Qualification, changes: filling.Sent, field: str, words: str
    ) -> None:
        answer = client.post("/console/signatures/new/", filling.signature(paper.pk, **changes))
        assert answer.status_code == 422
        assert words in told(answer, field)

    def test_without_a_qualification_it_says_where_to_begin(self, client: Client) -> None:
        shown = page(client.get("/console/signatures/new/"))
        assert "no approved qualification for this purpose" in shown
        assert 'href="/console/qualifications/new/"' in shown

    def test_the_only_usable_paper_is_chosen(self, client: Client, paper: Qualification) -> None:
        assert f'<option value="{paper.pk}" selected>' in page(client.get("/console/signatures/new/"))

    def test_reject_mend_resubmit_is_one_step(self, client: Client, paper: Qualification) -> None:
        client.post("/console/signatures/new/", filling.signature(paper.pk, name="杭州示例科"))
        first = Signature.objects.get(name="杭州示例科")
        order = first.applications.get().work_order_id
        assert client.get(f"/console/signatures/{first.pk}/edit/").status_code == 404
        reviews.reject(REVIEWER, order, [RejectionReason.NAME_INCOMPLETE], "", stock.NOW)
        form = page(client.get(f"/console/signatures/{first.pk}/edit/"))
        assert 'value="杭州示例科"' in form
        assert "Short name incomplete" in form
        answer = client.post(f"/console/signatures/{first.pk}/edit/", filling.signature(paper.pk))
        mended = Signature.objects.get(name="杭州示例科技")
        assert answer.headers["location"] == f"/console/signatures/{mended.pk}/"
        first.refresh_from_db()
        assert first.deleted_at is not None

    def test_an_approved_name_stays_while_the_rest_is_edited(
        self, client: Client, paper: Qualification
    ) -> None:
        client.post("/console/signatures/new/", filling.signature(paper.pk))
        live = Signature.objects.get(name="杭州示例科技")
        assert live.approved is not None
        checked = page(client.post("/console/signatures/check/", filling.signature(paper.pk, edits=live.pk)))
        assert "nothing against this name" in checked
        sent = filling.signature(paper.pk, name="另一个名称", scene="订单通知")
        assert client.post(f"/console/signatures/{live.pk}/edit/", sent).status_code == 302
        newest = live.applications.order_by("-pk")[0]
        assert (newest.scene, newest.signature.name) == ("订单通知", "杭州示例科技")

    def test_two_edits_of_one_signature_do_not_lose_each_other(
        self, client: Client, paper: Qualification
    ) -> None:
        """The second form was opened before the first was sent, and its application is still in review."""
        client.post("/console/signatures/new/", filling.signature(paper.pk, name="杭州示例科"))
        row = Signature.objects.get(name="杭州示例科")
        reviews.approve(REVIEWER, row.applications.get().work_order_id, stock.NOW)
        sent = filling.signature(paper.pk, scene="甲")
        assert client.post(f"/console/signatures/{row.pk}/edit/", sent).status_code == 302
        assert client.post(f"/console/signatures/{row.pk}/edit/", sent).status_code == 404
        assert row.applications.count() == 2

    def test_it_is_paused_and_let_go_on(self, client: Client, paper: Qualification) -> None:
        client.post("/console/signatures/new/", filling.signature(paper.pk))
        row = Signature.objects.get(name="杭州示例科技")
        client.post(f"/console/signatures/{row.pk}/freeze/")
        row.refresh_from_db()
        assert row.frozen_by_customer_at == stock.NOW
        assert "Activate again" in page(client.get(f"/console/signatures/{row.pk}/"))
        client.post(f"/console/signatures/{row.pk}/unfreeze/")
        assert not Signature.objects.filter(frozen_by_customer_at__isnull=False).exists()
        again = client.post(f"/console/signatures/{row.pk}/unfreeze/", follow=True)
        assert "not deactivated" in page(again)

    def test_it_is_taken_back_and_deleted(self, client: Client, paper: Qualification) -> None:
        client.post("/console/signatures/new/", filling.signature(paper.pk, name="杭州示例科"))
        row = Signature.objects.get(name="杭州示例科")
        refused = client.post(f"/console/signatures/{row.pk}/delete/", follow=True)
        assert "Withdraw the application first" in page(refused)
        client.post(f"/console/signatures/{row.pk}/withdraw/")
        assert row.applications.get().state == ReviewState.WITHDRAWN
        client.post(f"/console/signatures/{row.pk}/delete/")
        assert client.get(f"/console/signatures/{row.pk}/").status_code == 404


class TestTemplate:
    def test_the_preview_counts_and_warns(self, client: Client) -> None:
        text = "您的验证码是${code}，详见 www.example.com"
        shown = page(client.post("/console/templates/preview/", filling.template("", content=text)))
        assert "<mark>code</mark>" in shown
        assert "counts as 1 message" in shown
        assert "www.example.com" in shown

    def test_it_is_handed_in_withdrawn_and_deleted(self, client: Client, paper: Qualification) -> None:
        assert Signature.objects.get().name == stock.ENTITY
        answer = client.post("/console/templates/new/", filling.template(stock.ENTITY), follow=True)
        made = Template.objects.get()
        assert made.code in page(answer)
        client.post(f"/console/templates/{made.code}/delete/")
        assert made.code not in page(client.get("/console/templates/"))

    def test_a_rejected_one_is_mended_under_its_code(self, client: Client, paper: Qualification) -> None:
        without_word = filling.template(stock.ENTITY, content="您好，${code}")
        client.post("/console/templates/new/", without_word)
        made = Template.objects.get()
        assert made.state == ReviewState.REJECTED
        assert 'href="/console/templates/SMS_' in page(client.get("/console/templates/"))
        assert "您好，${code}" in page(client.get(f"/console/templates/{made.code}/edit/"))
        client.post(f"/console/templates/{made.code}/edit/", filling.template(stock.ENTITY))
        made.refresh_from_db()
        assert made.state == ReviewState.APPROVED

    @pytest.mark.parametrize(
        ("changes", "field", "words"),
        [
            ({"content": ""}, "content", "must not be empty"),
            ({"content": "验证码${1}"}, "content", "${1}"),
            ({"related_signature": "没有的名称"}, "related_signature", "valid choice"),
        ],
    )
    def test_a_fault_stands_beside_its_field(
        self, client: Client, paper: Qualification, changes: filling.Sent, field: str, words: str
    ) -> None:
        answer = client.post("/console/templates/new/", filling.template(stock.ENTITY) | changes)
        assert words in told(answer, field)
