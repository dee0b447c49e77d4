"""The tables, one module per noun."""

from qianming.registry.models.accounts import AccessKey, Account, Membership, PhoneCode, User
from qianming.registry.models.app_records import AppRecord
from qianming.registry.models.callbacks import CallbackDelivery, CallbackEndpoint
from qianming.registry.models.chores import Chore
from qianming.registry.models.events import Event
from qianming.registry.models.history import Anchor, AnchoredHead, ChainHead
from qianming.registry.models.keys import ServiceKey
from qianming.registry.models.messages import CarrierReport, InboxMessage, JournalFollower, Message, Receipt
from qianming.registry.models.orders import Decision, WorkOrder
from qianming.registry.models.papers import Material, PowerOfAttorney, Qualification, Trademark
from qianming.registry.models.policies import PlannedFreeze, PolicyRun
from qianming.registry.models.signatures import Application, CarrierFiling, HealthReason, Signature
from qianming.registry.models.templates import Template
from qianming.registry.models.trademark_register import RegisteredTrademark

__all__ = [
    "AccessKey",
    "Account",
    "Anchor",
    "AnchoredHead",
    "AppRecord",
    "Application",
    "CallbackDelivery",
    "CallbackEndpoint",
    "CarrierFiling",
    "CarrierReport",
    "ChainHead",
    "Chore",
    "Decision",
    "Event",
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
    "Receipt",
    "RegisteredTrademark",
    "ServiceKey",
    "Signature",
    "Template",
    "Trademark",
    "User",
    "WorkOrder",
]
