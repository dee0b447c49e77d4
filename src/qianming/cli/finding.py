"""Finding what a command line names; what does not exist ends the command with a clear line."""

from qianming.cli.naming import not_found
from qianming.core.codes import SignatureKind
from qianming.registry.models import Account, Qualification, Signature, Template
from qianming.registry.queries import signature, template
from qianming.services.refusals import Noun


def found_account(name: str) -> Account:
    """The account of that name."""
    account = Account.objects.filter(name=name).first()
    if account is None:
        raise not_found(Noun.ACCOUNT, name)
    return account


def found_signature(account: str, name: str, kind: SignatureKind | None = None) -> Signature:
    """The account's live signature of that name, read anew each time."""
    row = signature(found_account(account).pk, name, kind)
    if row is None:
        raise not_found(Noun.SIGNATURE, name)
    return row


def found_template(account: str, code: str) -> Template:
    """The account's live template of that code, read anew each time."""
    row = template(found_account(account).pk, code)
    if row is None:
        raise not_found(Noun.TEMPLATE, code)
    return row


def found_qualification(qualification_id: int) -> Qualification:
    """The qualification of that id, whoever it belongs to: the operator sees all accounts."""
    rows = Qualification.objects.filter(deleted_at__isnull=True).select_related("account", "work_order")
    row = rows.filter(pk=qualification_id).first()
    if row is None:
        raise not_found(Noun.QUALIFICATION, qualification_id)
    return row
