"""What may stand in the file of the simulated carriers, and what it means."""

import pytest

from qianming.carriers.simulator.behaviour import CarrierBehaviour, FilingOutcome, ReceiptMode
from qianming.carriers.simulator.configuration import DEFAULTS, BadConfiguration, parse
from qianming.core.codes import Carrier, FilingReason
from qianming.core.message_codes import ReceiptCode


def test_nothing_means_two_seconds_and_success() -> None:
    assert parse("") == dict(DEFAULTS)
    assert CarrierBehaviour() == CarrierBehaviour(
        filing_delay_seconds=2,
        probe_delay_seconds=2,
        filing_outcome=FilingOutcome.FILED,
        filing_reason=FilingReason.OTHERS_ERROR,
        receipt_delay_seconds=2,
    )
    assert set(DEFAULTS) == set(Carrier)


def test_a_carriers_table_comes_on_top_of_what_all_have() -> None:
    behaviours = parse(
        """
        [all]
        filing_delay_seconds = 0.5
        receipts = "drop"
        [telecom]
        filing_outcome = "failed"
        filing_reason = "SIGNATURE_ERROR"
        receipts = "NO_ROUTE"
        """
    )
    assert behaviours[Carrier.MOBILE].filing_delay_seconds == 0.5
    assert behaviours[Carrier.MOBILE].receipts is ReceiptMode.DROP
    telecom = behaviours[Carrier.TELECOM]
    assert (telecom.filing_outcome, telecom.filing_reason) == (
        FilingOutcome.FAILED,
        FilingReason.SIGNATURE_ERROR,
    )
    assert (telecom.filing_delay_seconds, telecom.receipts) == (0.5, ReceiptCode.NO_ROUTE)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[mobile", "no valid TOML"),
        ("[broadnet]", "broadnet"),
        ("mobile = 1", "mobile"),
        ("[mobile]\ncolour = 1", "mobile.colour"),
        ("[all]\nfiling_delay_seconds = -1", "all.filing_delay_seconds"),
        ("[all]\nfiling_delay_seconds = true", "all.filing_delay_seconds"),
        ("[all]\nprobe_delay_seconds = 'two'", "all.probe_delay_seconds"),
        ("[all]\nreceipt_delay_seconds = nan", "all.receipt_delay_seconds"),
        ("[all]\nreceipt_delay_seconds = inf", "all.receipt_delay_seconds"),
        ("[unicom]\nfiling_outcome = 'perhaps'", "unicom.filing_outcome"),
        ("[unicom]\nfiling_reason = 1", "unicom.filing_reason"),
        ("[unicom]\nreceipts = 'delivered'", "unicom.receipts"),
    ],
)
def test_a_mistake_is_named_with_its_key(text: str, named: str) -> None:
    with pytest.raises(BadConfiguration, match=named):
        parse(text)
