from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0008_withdrawn_by_cause"),
    ]

    operations = [
        migrations.CreateModel(
            name="Wording",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("source_language", models.CharField(max_length=16)),
                ("target_language", models.CharField(max_length=16)),
                ("source", models.TextField()),
                ("target", models.TextField()),
                ("made", models.DateTimeField()),
            ],
        ),
    ]
