from django.db import migrations

from core.audit import protection


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0001_trail_and_numbers'),
    ]

    operations = [
        migrations.RunPython(
            lambda apps, editor: protection.protect(editor.connection),
            lambda apps, editor: protection.unprotect(editor.connection),
        ),
    ]
