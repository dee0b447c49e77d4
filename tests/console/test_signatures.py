"""What the pages say of a signature: its state, its carriers, its reasons, its papers and its history."""

from datetime import timedelta

import pytest
from django.test import Client

from qianming.console.cards import Card, card_of, with_parts
from qianming.console.timeline import Entry, timeline_of
from qianming.console.tones import Tone
from qianming.console.views.signatures import poll_seconds
from qianming.core.codes import (
    Abnormality,
    Carrier,
    EventKind,
    FilingReason,
    FilingState,
    ReviewState,
)
from qianming.core.rejections import RejectionReason
from qianming.registry.models import Signature
from tests.console import stock
from tests.console.people import People, signed_in

pytestmark = pytest.mark.django_db


def card(signature: Signature) -> Card:
    return card_of(with_parts(Signature.objects.filter(pk=signature.pk)).get(), stock.NOW)


def history(signature: Signature) -> list[Entry]:
    return timeline_of(with_parts(Signature.objects.filter(pk=signature.pk)).get())


def page_of(client: Client, signature: Signature) -> str:
    return " ".join(client.get(f"/console/signatures/{signature.pk}/").content.decode().split())


class TestReview:
    def test_a_signature_in_review_says_when_a_decision_is_due(self, people: People) -> None:
        shown = card(stock.in_review(people.account, "审核甲"))
        assert shown.review.due_at == stock.NOW - timedelta(minutes=20) + timedelta(hours=2)
        assert not shown.review.is_overdue
        assert shown.settled_at is None
        assert [light.since for light in shown.lights] == [None, None, None]

    def test_a_late_decision_is_said_to_be_late(self, people: People) -> None:
        assert card(
            stock.in_review(people.account, "审核甲", at=stock.NOW - timedelta(hours=3))
        ).review.is_overdue

    def test_a_rejection_by_the_rulebook_quotes_its_findings(self, people: People) -> None:
        (reason,) = card(stock.rejected(people.account, "测试甲")).reasons
        assert reason.tone is Tone.BAD
        assert "测试" in reason.why[0]
        assert reason.fix

    def test_a_rejection_by_a_reviewer_quotes_reasons_and_note(self, people: People) -> None:
        reasons = [RejectionReason.NAME_TOO_BROAD, RejectionReason.PROOF_INSUFFICIENT]
        (reason,) = card(stock.rejected(people.account, "会议助手", reasons=reasons, note="请补充。")).reasons
        assert len(reason.why) == 3
        assert reason.why[2].endswith("请补充。")
        assert len(reason.fix) == 2

    def test_a_change_in_review_leaves_the_approved_version_in_sight(self, people: People) -> None:
        signature = stock.approved(people.account, "杭州示例")
        stock.application(signature, ReviewState.IN_REVIEW, at=stock.NOW)
        shown = card(signature)
        assert shown.standing == "available"
        assert shown.review.is_edit
        assert shown.is_pending
        assert {light.state for light in shown.lights} == {FilingState.FILED}

    def test_a_rejected_change_is_told_without_alarm(self, people: People) -> None:
        signature = stock.approved(people.account, "杭州示例")
        stock.application(signature, ReviewState.REJECTED, at=stock.NOW)
        (reason,) = card(signature).reasons
        assert (reason.code, reason.tone) == ("CHANGE_REJECTED", Tone.IDLE)


class TestReasons:
    def test_every_reason_is_there_heaviest_first(self, people: People) -> None:
        backwards = [(code, stock.NOW) for code in reversed(Abnormality)]
        shown = card(stock.approved(people.account, "杭州示例", reasons=backwards)).reasons
        assert [reason.code for reason in shown] == list(Abnormality)
        assert all(reason.title and reason.why[0] and reason.fix[0] and reason.since for reason in shown)

    def test_everyone_who_stopped_it_is_named_with_his_time(self, people: People) -> None:
        shown = card(stock.frozen(people.account, "冻结甲")).reasons
        days = [(stock.NOW - reason.since).days for reason in shown if reason.since]
        assert days == [1, 3, 2]

    @pytest.mark.parametrize(
        ("code", "fact"),
        [
            (Abnormality.SOURCE_UNSUPPORTED, "Published app"),
            (Abnormality.QUALIFICATION_INCOMPLETE, "credit code, ID number of the administrator"),
            (Abnormality.QUALIFICATION_NOT_APPROVED, "Withdrawn"),
            (Abnormality.ADMINISTRATOR_ID_EXPIRED, "valid until 18 Nov 2026"),
            (Abnormality.FILING_ABNORMAL, "China Telecom: Filing failed"),
            (Abnormality.LONG_UNUSED, "Last activity: 1 Oct 2025 11:00"),
        ],
    )
    def test_reasons_come_with_their_evidence(self, people: People, code: Abnormality, fact: str) -> None:
        signature = stock.approved(people.account, "杭州示例", reasons=[(code, stock.NOW)])
        assert fact in page_of(signed_in(people.owner), signature)


class TestFilings:
    def test_each_carrier_has_a_light_of_its_own(self, people: People) -> None:
        states = dict(zip(Carrier, (FilingState.FILED, FilingState.FILING, FilingState.FAILED), strict=True))
        shown = card(
            stock.approved(
                people.account,
                "杭州示例",
                states,
                filing_reasons={Carrier.TELECOM: FilingReason.SIGNATURE_ERROR},
            )
        ).lights
        assert [(light.carrier, light.state) for light in shown] == list(states.items())
        assert [light.is_moving for light in shown] == [False, True, False]
        assert [light.needs_work for light in shown] == [False, False, True]
        assert [len(light.reasons) for light in shown] == [0, 0, 1]

    @pytest.mark.parametrize("state", list(FilingState))
    def test_every_state_has_words_and_a_look(self, people: People, state: FilingState) -> None:
        signature = stock.approved(people.account, "杭州示例", {Carrier.MOBILE: state})
        light = card(signature).lights[0]
        assert light.words.title
        assert page_of(signed_in(people.owner), signature).count(f"tone-{light.look.tone}") >= 2


class TestHistory:
    def test_it_tells_everything_newest_first(self, people: People) -> None:
        signature = stock.approved(people.account, "杭州示例")
        entries = history(signature)
        assert len(entries) == 6
        assert [entry.look.icon for entry in entries][-2:] == ["check", "hourglass-empty"]
        assert all(entry.outcome for entry in entries)

    @pytest.mark.parametrize(
        ("kind", "old", "new"),
        [
            (EventKind.HEALTH_RAISED, "", "LONG_UNUSED"),
            (EventKind.HEALTH_CLEARED, "LONG_UNUSED", ""),
            (EventKind.SIGNATURE_FROZEN, "", "platform"),
            (EventKind.SIGNATURE_UNFROZEN, "customer", ""),
        ],
    )
    def test_it_names_what_began_and_what_ended(
        self, people: People, kind: EventKind, old: str, new: str
    ) -> None:
        signature = stock.in_review(people.account, "审核甲")
        stock.event(signature, f"signature:{signature.pk}", kind, old, new)
        assert history(signature)[0].outcome

    @pytest.mark.parametrize(
        ("kind", "new"), [(EventKind.SIGNATURE_DISABLED, "disabled"), (EventKind.AVAILABILITY_CHANGED, "")]
    )
    def test_some_events_say_it_all_in_their_title(self, people: People, kind: EventKind, new: str) -> None:
        signature = stock.in_review(people.account, "审核甲")
        stock.event(signature, f"signature:{signature.pk}", kind, "", new)
        entry = history(signature)[0]
        assert (bool(entry.title), entry.outcome) == (True, "")

    def test_it_gives_the_reasons_and_skips_what_has_no_words(self, people: People) -> None:
        signature = stock.in_review(people.account, "审核甲")
        event = stock.event(
            signature, f"signature:{signature.pk}", EventKind.SIGNATURE_DISABLED, "", "disabled"
        )
        type(event).objects.filter(pk=event.pk).update(reasons=["RULES_VIOLATED", "UNHEARD_OF"])
        assert len(history(signature)[0].reasons) == 1

    def test_it_keeps_other_signatures_out(self, people: People) -> None:
        signature = stock.in_review(people.account, "审核甲")
        stock.approved(people.account, "杭州示例")
        assert len(history(signature)) == 1


class TestAskingAgain:
    def test_what_rests_is_not_asked_for_again(self, people: People) -> None:
        assert poll_seconds([card(stock.approved(people.account, "杭州示例"))], stock.NOW) == 0

    def test_what_just_moved_is_asked_for_quickly(self, people: People) -> None:
        assert poll_seconds([card(stock.in_review(people.account, "审核甲", at=stock.NOW))], stock.NOW) == 3

    def test_what_takes_days_is_asked_for_seldom(self, people: People) -> None:
        slow = card(stock.approved(people.account, "杭州示例", {Carrier.MOBILE: FilingState.FILING}))
        assert poll_seconds([slow], stock.NOW) == 60

    def test_a_part_is_sent_without_its_frame(self, people: People) -> None:
        signature = stock.in_review(people.account, "审核甲")
        client = signed_in(people.owner)
        for path in ("/console/signatures/", f"/console/signatures/{signature.pk}/"):
            part = client.get(path, headers={"HX-Request": "true"}).content.decode()
            assert part.strip().startswith("<div id=")
            restored = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
            assert "<html" in client.get(path, headers=restored).content.decode()


def test_names_cannot_carry_markup(people: People) -> None:
    signature = stock.in_review(people.account, "<b>甲</b>")
    client = signed_in(people.owner)
    for page in (client.get("/console/signatures/?name=<b>").content.decode(), page_of(client, signature)):
        assert "&lt;b&gt;甲" in page
        assert "<b>甲" not in page
