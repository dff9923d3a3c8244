from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0023_above"),
    ]

    operations = [
        migrations.AddField(model_name="member", name="bare", field=models.BooleanField(null=True)),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(condition=models.Q(("bare", True)), fields=["id"], name="member_bare"),
        ),
    ]
