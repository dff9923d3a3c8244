from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0022_links"),
    ]

    operations = [
        migrations.AddField(model_name="article", name="above", field=models.FloatField(null=True)),
    ]
