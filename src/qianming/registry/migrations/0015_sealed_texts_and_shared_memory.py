"""Seals texts that may tell of persons, and makes the table of what all processes remember for minutes."""

from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from qianming.registry.models.sealed_fields import SealedText, SealedTexts
from qianming.registry.phones import letter_name_hash
from qianming.registry.sealing import AccountSeal

_ROWS_AT_ONCE = 1000
_TEXTS = {
    "application": ("scene", "remark"),
    "template": ("scene", "remark"),
    "decision": ("note",),
    "qualification": ("remark",),
    "apprecord": ("holder",),
    "trademark": ("owner", "register_owner"),
    "powerofattorney": ("name", "grantor"),
}
_COLUMNS = [(model, column) for model, columns in _TEXTS.items() for column in columns]
_REPLACED = [*_COLUMNS, ("trademark", "other_owners")]


def seal_texts(apps: StateApps, _: BaseDatabaseSchemaEditor) -> None:
    """Seals what was stored; an erased account's rows hold nothing any more and cannot be sealed."""
    for name in _TEXTS:
        model = apps.get_model("registry", name)
        rows = model.objects.filter(account__erased_at__isnull=True).select_related("account").order_by("pk")
        for row in rows.iterator(_ROWS_AT_ONCE):
            columns = [column for replaced, column in _REPLACED if replaced == name]
            for column in columns:
                setattr(row, column, getattr(row, f"plain_{column}"))
            if name == "powerofattorney":
                columns += _letter(row)
            row.save(update_fields=columns)


def _letter(row: Any) -> list[str]:
    seal = AccountSeal(row.account.wrapped_key)
    row.grantee = seal.open(row.sealed_grantee, "power_of_attorney.grantee")
    row.name_hash = letter_name_hash(row.account_id, row.name)
    return ["grantee", "name_hash"]


def _renamed(model: str, column: str) -> list[Any]:
    """The plain column steps aside for the sealed one."""
    kind = SealedTexts if column == "other_owners" else SealedText
    optional = column in ("scene", "remark", "note", "register_owner", "other_owners")
    return [
        migrations.RenameField(model, column, f"plain_{column}"),
        migrations.AddField(model, column, kind(blank=optional, default=b""), preserve_default=False),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0014_filings_of_changed_papers_and_mismatches"),
    ]

    operations = [
        migrations.RemoveConstraint("powerofattorney", "one_power_of_attorney_per_name"),
        *[step for model, column in _REPLACED for step in _renamed(model, column)],
        migrations.AddField("powerofattorney", "grantee", SealedText(default=b""), preserve_default=False),
        migrations.AddField(
            "powerofattorney", "name_hash", models.CharField(blank=True, default="", max_length=64)
        ),
        migrations.RunPython(seal_texts, migrations.RunPython.noop),
        *[migrations.RemoveField(model, f"plain_{column}") for model, column in _REPLACED],
        migrations.RemoveField("powerofattorney", "sealed_grantee"),
        migrations.RemoveField("message", "out_id"),
        migrations.AddConstraint(
            "powerofattorney",
            models.UniqueConstraint(
                fields=["account", "name_hash"],
                condition=~models.Q(name_hash=""),
                name="one_power_of_attorney_per_name",
            ),
        ),
        migrations.CreateModel(
            name="ShortLived",
            fields=[
                ("name_hash", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("value", models.TextField()),
                ("expires_at", models.DateTimeField(db_index=True)),
            ],
        ),
    ]
