"""How reasons are put to a reader: under titles, with their evidence in sentences, and a way out of each."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from django.utils.translation import override

from qianming.console.evidence import fixes_of, sentences_of
from qianming.console.reasons import groups_of, reasons_of
from qianming.core.codes import Abnormality
from qianming.registry.models import HealthReason
from tests.console import stock
from tests.console.people import People, signed_in

BLOCKED = {"delivered_unicom": "20/60", "cause_unicom": "content"}


@pytest.fixture(params=["zh-hans", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    with override(request.param):
        yield request.param


def test_low_delivery_is_told_with_its_figures_and_cause(language: str) -> None:
    figures, cause = sentences_of(BLOCKED)
    assert "20" in figures
    assert "60" in figures
    assert ("changing the signature will not help" if language == "en" else "签名") in cause
    (fix,) = fixes_of(BLOCKED)
    assert fix not in (figures, cause)
    assert fixes_of({"delivered_unicom": "20/60"}) == ()


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize(
    ("evidence", "count"),
    [
        ({"source": "app"}, 1),
        ({"rules": "NAME_LENGTH,SOURCE_UNSUPPORTED"}, 1),
        ({"verdict": "ELEMENTS_INCOMPLETE"}, 1),
        ({"missing": "credit_code"}, 1),
        ({"mobile": "filed", "unicom": "failed", "telecom": "filed", **BLOCKED}, 3),
        ({"unheard_of": "x"}, 0),
        ({}, 0),
    ],
)
def test_every_kind_of_evidence_is_a_sentence(evidence: dict[str, str], count: int) -> None:
    told = sentences_of(evidence)
    assert len(told) == count
    assert all(sentence.endswith((".", "。")) for sentence in told)


@pytest.mark.django_db
class TestGroups:
    def test_reasons_stand_under_titles_heaviest_first(self, people: People) -> None:
        codes = [
            Abnormality.RECENTLY_UNUSED,
            Abnormality.POWER_OF_ATTORNEY_EXPIRED,
            Abnormality.SHARED_ADMINISTRATOR,
            Abnormality.NAME_MISMATCH,
        ]
        signature = stock.approved(people.account, "杭州示例", reasons=[(code, stock.NOW) for code in codes])
        groups = groups_of(reasons_of(signature))
        assert [[reason.code for reason in group.reasons] for group in groups] == [
            ["NAME_MISMATCH", "POWER_OF_ATTORNEY_EXPIRED"],
            ["SHARED_ADMINISTRATOR"],
            ["RECENTLY_UNUSED"],
        ]
        assert len({group.title for group in groups}) == 3

    def test_a_rejection_has_its_title_and_leads_to_the_form(self, people: People) -> None:
        signature = stock.rejected(people.account, "测试甲")
        (group,) = groups_of(reasons_of(signature))
        assert group.title
        assert group.reasons[0].link

    @pytest.mark.parametrize("code", Abnormality)
    def test_every_way_out_is_a_page(self, people: People, code: Abnormality) -> None:
        signature = stock.approved(people.account, "杭州示例", reasons=[(code, stock.NOW)])
        (reason,) = reasons_of(signature)
        assert resolve(urlsplit(reason.link).path)
        assert reason.step

    def test_the_page_shows_title_evidence_and_link(self, people: People) -> None:
        signature = stock.approved(
            people.account, "杭州示例", reasons=[(Abnormality.DELIVERY_ABNORMAL, stock.NOW)]
        )
        HealthReason.objects.update(evidence=BLOCKED)
        page = signed_in(people.owner, "zh-hans").get(f"/console/signatures/{signature.pk}/").content.decode()
        assert "签名发送异常" in page
        assert "60 条短信中有 20 条送达" in page
        assert 'href="/console/templates/"' in page
        assert "检查短信内容" in page
