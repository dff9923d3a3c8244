from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0010_outward"),
    ]

    operations = [
        # Null, so that no table has to be written anew.
        migrations.AddField(model_name="article", name="lost", field=models.PositiveIntegerField(null=True)),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(fields=["seen"], name="revisions_by_time"),
        ),
    ]
