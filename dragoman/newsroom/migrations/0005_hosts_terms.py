from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0004_engines_counted"),
    ]

    operations = [
        migrations.AddField(model_name="host", name="tdmrep", field=models.TextField(blank=True)),
        migrations.AddField(model_name="host", name="terms", field=models.TextField(blank=True)),
        migrations.AddField(model_name="host", name="told", field=models.DateTimeField(null=True)),
    ]
