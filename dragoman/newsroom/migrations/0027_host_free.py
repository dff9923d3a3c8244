from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0026_counted_along_indexes"),
    ]

    operations = [
        migrations.AddField(
            model_name="host",
            name="free",
            field=models.DateTimeField(null=True),
        ),
    ]
