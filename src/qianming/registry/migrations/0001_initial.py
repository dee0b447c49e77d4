import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True)),
                ("account_type", models.CharField(max_length=32)),
                ("sealed_verified_name", models.BinaryField()),
                ("credit_code", models.CharField(blank=True, default="", max_length=150)),
                ("wrapped_key", models.BinaryField()),
                ("sending_version", models.BigIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="InboxMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("phone_hash", models.CharField(db_index=True, max_length=64)),
                ("sealed_body", models.BinaryField()),
                ("kind", models.CharField(max_length=20)),
                ("message_id", models.BigIntegerField(blank=True, null=True)),
                ("sent_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="JournalFollower",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("journal", models.CharField(max_length=64, unique=True)),
                ("position", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("is_active", models.BooleanField(default=True)),
                ("is_staff", models.BooleanField(default=False)),
                ("language", models.CharField(blank=True, default="", max_length=10)),
                ("date_joined", models.DateTimeField()),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AccessKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key_id", models.CharField(max_length=128, unique=True)),
                ("sealed_secret", models.BinaryField()),
                ("enabled", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField()),
                ("disabled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="access_keys",
                        to="registry.account",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_at", models.DateTimeField(blank=True, db_index=True, null=True)),
                ("leased_until", models.DateTimeField(blank=True, null=True)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("journal_position", models.BigIntegerField()),
                ("position", models.PositiveIntegerField()),
                ("biz_id", models.CharField(max_length=64)),
                ("day", models.DateField()),
                ("phone_hash", models.CharField(max_length=64)),
                ("sealed_body", models.BinaryField()),
                ("carrier", models.CharField(blank=True, default="", max_length=32)),
                ("signature_id", models.BigIntegerField()),
                ("template_code", models.CharField(max_length=40)),
                ("out_id", models.CharField(blank=True, default="", max_length=256)),
                ("segments", models.PositiveSmallIntegerField()),
                ("state", models.CharField(default="accepted", max_length=32)),
                ("error_code", models.CharField(blank=True, default="", max_length=64)),
                ("accepted_at", models.DateTimeField()),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("received_at", models.DateTimeField(blank=True, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="registry.account",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CarrierReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_at", models.DateTimeField(blank=True, db_index=True, null=True)),
                ("leased_until", models.DateTimeField(blank=True, null=True)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("code", models.CharField(max_length=46)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="carrier_reports",
                        to="registry.account",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="carrier_reports",
                        to="registry.message",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PhoneCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("phone_hash", models.CharField(max_length=64)),
                ("code_hash", models.CharField(max_length=64)),
                ("sent_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("failures", models.PositiveIntegerField(default=0)),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="phone_codes",
                        to="registry.account",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PowerOfAttorney",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("grantor", models.CharField(max_length=1000)),
                ("sealed_grantee", models.BinaryField()),
                ("credit_code", models.CharField(max_length=150)),
                ("scope", models.JSONField(default=list)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField()),
                ("picture_key", models.CharField(blank=True, default="", max_length=300)),
                ("passed", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="powers_of_attorney",
                        to="registry.account",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Qualification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("purpose", models.CharField(max_length=32)),
                ("company_type", models.CharField(max_length=46)),
                ("company_name", models.CharField(max_length=150)),
                ("credit_code", models.CharField(max_length=150)),
                ("licence_kind", models.CharField(blank=True, default="", max_length=38)),
                ("licence_from", models.DateField()),
                ("licence_until", models.DateField()),
                ("sealed_persons", models.BinaryField()),
                ("legal_representative_hash", models.CharField(db_index=True, max_length=64)),
                ("administrator_hash", models.CharField(db_index=True, max_length=64)),
                ("legal_representative_id_until", models.DateField()),
                ("administrator_id_until", models.DateField()),
                ("share", models.BooleanField(default=False)),
                ("remark", models.TextField(blank=True, default="")),
                ("state", models.CharField(default="queued", max_length=32)),
                ("accurate", models.BooleanField(default=True)),
                ("materials", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="qualifications",
                        to="registry.account",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=32)),
                ("purpose", models.CharField(max_length=32)),
                ("scene", models.CharField(blank=True, default="", max_length=500)),
                ("remark", models.TextField(blank=True, default="")),
                ("material_keys", models.JSONField(default=list)),
                ("state", models.CharField(default="draft", max_length=32)),
                ("created_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="applications",
                        to="registry.account",
                    ),
                ),
                (
                    "power_of_attorney",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="registry.powerofattorney",
                    ),
                ),
                (
                    "qualification",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="registry.qualification",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=46)),
                ("reported_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="receipts",
                        to="registry.account",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="receipts",
                        to="registry.message",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=50)),
                ("kind", models.CharField(default="universal", max_length=34)),
                ("origin", models.CharField(default="applied_for", max_length=32)),
                ("code", models.CharField(max_length=80, unique=True)),
                ("availability", models.CharField(blank=True, default="", max_length=32)),
                ("availability_since", models.DateTimeField(blank=True, null=True)),
                ("unavailabilities", models.JSONField(default=list)),
                ("carrier_non_compliant", models.BooleanField(default=False)),
                ("frozen_by_customer_at", models.DateTimeField(blank=True, null=True)),
                ("frozen_by_platform_at", models.DateTimeField(blank=True, null=True)),
                ("disabled_at", models.DateTimeField(blank=True, null=True)),
                ("last_sent_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signatures",
                        to="registry.account",
                    ),
                ),
                (
                    "approved",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approved_for",
                        to="registry.application",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HealthReason",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=62)),
                ("since", models.DateTimeField()),
                ("evidence", models.JSONField(default=dict)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="health_reasons",
                        to="registry.account",
                    ),
                ),
                (
                    "signature",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="health_reasons",
                        to="registry.signature",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CarrierFiling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_at", models.DateTimeField(blank=True, db_index=True, null=True)),
                ("leased_until", models.DateTimeField(blank=True, null=True)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("carrier", models.CharField(max_length=32)),
                ("state", models.CharField(default="not_filed", max_length=32)),
                ("reasons", models.JSONField(default=list)),
                ("reference", models.CharField(blank=True, default="", max_length=64)),
                ("since", models.DateTimeField()),
                ("completed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="filings",
                        to="registry.account",
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="filings",
                        to="registry.application",
                    ),
                ),
                (
                    "signature",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="filings",
                        to="registry.signature",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="application",
            name="signature",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="applications",
                to="registry.signature",
            ),
        ),
        migrations.CreateModel(
            name="Trademark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=100)),
                ("registration_number", models.CharField(max_length=50)),
                ("owner", models.CharField(max_length=150)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField()),
                ("picture_key", models.CharField(blank=True, default="", max_length=300)),
                ("status", models.CharField(default="registered", max_length=32)),
                ("created_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trademarks",
                        to="registry.account",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="application",
            name="trademark",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="applications",
                to="registry.trademark",
            ),
        ),
        migrations.CreateModel(
            name="WorkOrder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=32)),
                ("submitted_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("policy", models.DateField()),
                ("sealed_findings", models.BinaryField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="work_orders",
                        to="registry.account",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Template",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("content", models.TextField()),
                ("template_type", models.CharField(max_length=34)),
                ("related_signature", models.CharField(blank=True, default="", max_length=50)),
                ("rule", models.JSONField(default=dict)),
                ("scene", models.CharField(blank=True, default="", max_length=500)),
                ("remark", models.TextField(blank=True, default="")),
                ("material_keys", models.JSONField(default=list)),
                ("state", models.CharField(default="draft", max_length=32)),
                ("created_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="templates",
                        to="registry.account",
                    ),
                ),
                (
                    "work_order",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="template",
                        to="registry.workorder",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="qualification",
            name="work_order",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="qualification",
                to="registry.workorder",
            ),
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("verdict", models.CharField(max_length=32)),
                ("reasons", models.JSONField(default=list)),
                ("note", models.TextField(blank=True, default="")),
                ("automatic", models.BooleanField(default=False)),
                ("decided_by", models.CharField(max_length=200)),
                ("decided_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="registry.account",
                    ),
                ),
                (
                    "work_order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="registry.workorder",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="application",
            name="work_order",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="application",
                to="registry.workorder",
            ),
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=44)),
                ("subject", models.CharField(max_length=100)),
                ("old", models.CharField(blank=True, default="", max_length=64)),
                ("new", models.CharField(blank=True, default="", max_length=64)),
                ("reasons", models.JSONField(default=list)),
                ("detail", models.JSONField(default=dict)),
                ("actor", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="registry.account",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["account", "subject"], name="event_by_subject")],
            },
        ),
        migrations.CreateModel(
            name="Material",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=300)),
                ("digest", models.CharField(max_length=64)),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("stored_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="materials",
                        to="registry.account",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("account", "key"), name="one_material_per_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("role", models.CharField(max_length=32)),
                ("created_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="registry.account",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "account", "role"), name="one_membership_per_role"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["account", "phone_hash", "day"], name="message_by_phone_and_day"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["account", "biz_id"], name="message_by_biz_id"),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                fields=("account", "journal_position", "position"), name="one_record_per_journal_line"
            ),
        ),
        migrations.AddIndex(
            model_name="phonecode",
            index=models.Index(fields=["phone_hash", "sent_at"], name="phone_code_by_phone"),
        ),
        migrations.AddConstraint(
            model_name="powerofattorney",
            constraint=models.UniqueConstraint(
                fields=("account", "name"), name="one_power_of_attorney_per_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.UniqueConstraint(fields=("message", "code"), name="one_receipt_per_report"),
        ),
        migrations.AddIndex(
            model_name="signature",
            index=models.Index(fields=["account", "-id"], name="signature_list"),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.UniqueConstraint(
                condition=models.Q(("deleted_at__isnull", True)),
                fields=("account", "name", "kind"),
                name="one_live_signature_per_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="healthreason",
            constraint=models.UniqueConstraint(
                fields=("signature", "code"), name="one_row_per_health_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="carrierfiling",
            constraint=models.UniqueConstraint(
                fields=("application", "carrier"), name="one_filing_per_carrier"
            ),
        ),
        migrations.AddIndex(
            model_name="template",
            index=models.Index(fields=["account", "-id"], name="template_list"),
        ),
        migrations.AddConstraint(
            model_name="qualification",
            constraint=models.UniqueConstraint(
                condition=models.Q(("deleted_at__isnull", True)),
                fields=("account", "name"),
                name="one_live_qualification_per_name",
            ),
        ),
    ]
