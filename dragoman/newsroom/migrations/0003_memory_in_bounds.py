from datetime import date

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0002_sources_in_full"),
    ]

    operations = [
        migrations.AddField(
            model_name="memory",
            name="used",
            # What is there already goes first.
            field=models.DateField(db_index=True, default=date(1970, 1, 1)),
            preserve_default=False,
        ),
    ]
