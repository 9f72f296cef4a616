from django.db import migrations

from core.audit import protection

TABLES = ("approvals_decision",)


class Migration(migrations.Migration):

    dependencies = [
        ('approvals', '0002_words_of_a_step'),
        ('core', '0002_trail_append_only'),
    ]

    operations = [
        migrations.RunPython(
            lambda apps, editor: protection.protect(editor.connection, TABLES),
            lambda apps, editor: protection.unprotect(editor.connection, TABLES),
        ),
    ]
