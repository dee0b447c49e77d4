from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="signature",
            name="shape_key",
            field=models.CharField(db_index=True, default="", max_length=100),
        ),
        migrations.AddField(
            model_name="signature",
            name="sound_key",
            field=models.CharField(db_index=True, default="", max_length=400),
        ),
        migrations.AddField(
            model_name="signature",
            name="spelling_key",
            field=models.CharField(db_index=True, default="", max_length=100),
        ),
    ]
