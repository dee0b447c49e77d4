"""The tables, one module per noun."""

from qianming.registry.models.accounts import AccessKey, Account, Membership, PhoneCode, User
from qianming.registry.models.app_records import AppRecord
from qianming.registry.models.callbacks import CallbackDelivery, CallbackEndpoint
from qianming.registry.models.carrier_records import FilingMismatch, RelayedText
from qianming.registry.models.chores import Chore
from qianming.registry.models.evaluations import Evaluation, RecordExport
from qianming.registry.models.events import Event
from qianming.registry.models.extension_codes import ExtensionCode
from qianming.registry.models.history import Anchor, AnchoredHead, ChainHead
from qianming.registry.models.keys import ServiceKey
from qianming.registry.models.messages import CarrierReport, InboxMessage, JournalFollower, Message, Receipt
from qianming.registry.models.orders import Decision, WorkOrder
from qianming.registry.models.papers import (
    Material,
    PowerOfAttorney,
    Qualification,
    QualificationVersion,
    Trademark,
)
from qianming.registry.models.policies import PlannedFreeze, PolicyRun
from qianming.registry.models.readings import DiscardedFile, DocumentReading
from qianming.registry.models.registers import RegisterCheck, RegisteredEnterprise
from qianming.registry.models.short_lived import ShortLived
from qianming.registry.models.signatures import (
    Application,
    CarrierFiling,
    CarrierVerdict,
    HealthReason,
    Signature,
)
from qianming.registry.models.templates import Template, TemplateTag
from qianming.registry.models.tokens import ApiToken
from qianming.registry.models.trademark_register import RegisteredTrademark
from qianming.registry.models.warnings import CalendarFeed, WarningTold

__all__ = [
    "AccessKey",
    "Account",
    "Anchor",
    "AnchoredHead",
    "ApiToken",
    "AppRecord",
    "Application",
    "CalendarFeed",
    "CallbackDelivery",
    "CallbackEndpoint",
    "CarrierFiling",
    "CarrierReport",
    "CarrierVerdict",
    "ChainHead",
    "Chore",
    "Decision",
    "DiscardedFile",
    "DocumentReading",
    "Evaluation",
    "Event",
    "ExtensionCode",
    "FilingMismatch",
    "HealthReason",
    "InboxMessage",
    "JournalFollower",
    "Material",
    "Membership",
    "Message",
    "PhoneCode",
    "PlannedFreeze",
    "PolicyRun",
    "PowerOfAttorney",
    "Qualification",
    "QualificationVersion",
    "Receipt",
    "RecordExport",
    "RegisterCheck",
    "RegisteredEnterprise",
    "RegisteredTrademark",
    "RelayedText",
    "ServiceKey",
    "ShortLived",
    "Signature",
    "Template",
    "TemplateTag",
    "Trademark",
    "User",
    "WarningTold",
    "WorkOrder",
]
