from itertools import groupby
from typing import Any

from django.db import migrations, models


def number(apps: Any, _: object) -> None:
    """Number what each feed holds, the oldest first."""
    picks = apps.get_model("newsroom", "Pick").objects
    ordered = picks.order_by("feed", "language", "placed", "page_id")
    for _, of_feed in groupby(ordered, lambda pick: (pick.feed, pick.language)):
        for n, pick in enumerate(of_feed):
            picks.filter(pk=pick.pk).update(number=n)


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
        migrations.AddField(model_name="pick", name="number", field=models.PositiveIntegerField(default=0)),
        migrations.AddIndex(
            model_name="pick",
            index=models.Index(fields=["feed", "language", "number"], name="feed_parts"),
        ),
        migrations.RunPython(number, migrations.RunPython.noop),
    ]
