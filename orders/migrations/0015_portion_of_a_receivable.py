from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orders', '0014_retention_terms'),
    ]

    operations = [
        migrations.AddField(
            model_name='receivable',
            name='portion',
            field=models.CharField(choices=[('price', 'Price'), ('retention', 'Retention money')], default='price', max_length=10, verbose_name='portion'),
        ),
    ]
