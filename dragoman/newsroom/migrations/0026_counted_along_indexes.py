from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0025_page_dated"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("due__isnull", False), ("revision", 0)), fields=["first_seen"], name="unread"
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("error", ""), _negated=True), fields=["-checked", "id"], name="troubled"
            ),
        ),
        migrations.AddIndex(
            model_name="page",
            index=models.Index(fields=["state", "language"], name="by_state"),
        ),
    ]
