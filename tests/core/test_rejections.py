"""Every reason leads the applicant to a field, and says whether to come again."""

from qianming.core.rejections import GUIDES, RejectionReason


def test_every_reason_has_its_field() -> None:
    assert set(GUIDES) == set(RejectionReason)
    assert all(guide.field for guide in GUIDES.values())


def test_only_an_unsupported_business_is_final() -> None:
    final = {reason for reason, guide in GUIDES.items() if not guide.may_resubmit}
    assert final == {RejectionReason.BUSINESS_NOT_SUPPORTED}
