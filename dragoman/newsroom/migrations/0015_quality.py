from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0014_oversight"),
    ]

    operations = [
        migrations.AddIndex("rendition", models.Index(fields=["made"], name="newsroom_re_made_196ad5_idx")),
    ]
