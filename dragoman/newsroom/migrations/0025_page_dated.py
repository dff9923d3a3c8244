from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0024_vectors_and_parts"),
    ]

    operations = [
        migrations.RemoveField(model_name="page", name="dated"),
    ]
