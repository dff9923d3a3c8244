from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0005_after_publication"),
    ]

    operations = [
        migrations.AddField(model_name="host", name="tdmrep", field=models.TextField(blank=True, default="")),
        migrations.AddField(model_name="host", name="terms", field=models.TextField(blank=True, default="")),
        migrations.AddField(model_name="host", name="told", field=models.DateTimeField(null=True)),
    ]
