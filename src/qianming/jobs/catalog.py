"""Which kinds of due work there are. A new one is a module in `jobs.handlers` and a line here."""

from typing import Any

from qianming.carriers.protocol import Drivers
from qianming.jobs.due import Handler
from qianming.jobs.handlers.callbacks import CallbackHandler
from qianming.jobs.handlers.chores import ChoreHandler
from qianming.jobs.handlers.filings import FilingHandler
from qianming.jobs.handlers.messages import MessageHandler
from qianming.jobs.handlers.policies import FreezeHandler, PolicyHandler
from qianming.jobs.handlers.readings import ReadingHandler
from qianming.jobs.handlers.receipts import ReceiptHandler
from qianming.jobs.handlers.registers import RegisterHandler
from qianming.jobs.handlers.relayed import RelayHandler

_CALLBACK_THREADS = 4


def handlers(drivers: Drivers) -> tuple[Handler[Any, Any], ...]:
    """Every handler, each to run in a thread of its own."""
    return (
        FilingHandler(drivers),
        MessageHandler(drivers),
        ReceiptHandler(),
        RelayHandler(drivers),
        PolicyHandler(),
        FreezeHandler(),
        RegisterHandler(),
        ReadingHandler(),
        ChoreHandler(),
        *(CallbackHandler(number) for number in range(1, _CALLBACK_THREADS + 1)),
    )
