from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0012_stories"),
    ]

    operations = [
        # Null, so that no table has to be written anew.
        migrations.AddField(model_name="article", name="lost", field=models.PositiveIntegerField(null=True)),
    ]
