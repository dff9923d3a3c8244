import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0017_exclusions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Pick",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("feed", models.CharField(max_length=40)),
                ("language", models.CharField(max_length=16)),
                ("placed", models.DateTimeField()),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="picks", to="newsroom.page"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["feed", "language", "-placed"], name="feed_list")],
                "constraints": [models.UniqueConstraint(fields=("page", "feed"), name="one_pick_a_feed")],
            },
        ),
    ]
