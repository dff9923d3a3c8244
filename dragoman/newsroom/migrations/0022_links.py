import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0018_picks"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="story", name="story_unsummed"),
        migrations.RemoveField(model_name="story", name="latest"),
        migrations.RemoveField(model_name="story", name="terms"),
        migrations.DeleteModel(name="StoryTerm"),
        migrations.AddField(model_name="member", name="loose", field=models.BooleanField(default=False)),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(condition=models.Q(("loose", True)), fields=["id"], name="member_loose"),
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("likeness", models.FloatField()),
                ("bond", models.PositiveSmallIntegerField()),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to="newsroom.member"
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="linked", to="newsroom.member"
                    ),
                ),
            ],
        ),
        # Every article is to be linked with the others, which no earlier version did.
        migrations.RunSQL("UPDATE newsroom_article SET joined = 0", migrations.RunSQL.noop),
    ]
