from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orders', '0017_who_was_told_of_an_issue'),
    ]

    operations = [
        migrations.RenameField(
            model_name='salespolicy',
            old_name='overdue_days',
            new_name='grace_days',
        ),
        migrations.AlterField(
            model_name='salespolicy',
            name='grace_days',
            field=models.PositiveSmallIntegerField(default=30, verbose_name='days of grace for what is past due'),
        ),
        migrations.AlterField(
            model_name='ordercheck',
            name='kind',
            field=models.CharField(choices=[('complete', 'Complete'), ('product', 'Product exists'), ('quantity', 'Quantity'), ('list_price', 'Price against list'), ('last_price', 'Price against last price'), ('floor_price', 'Price against floor'), ('tax_rate', 'Tax rate against catalogue'), ('delivery', 'Delivery date feasible'), ('credit', 'Credit limit'), ('overdue', 'Past due beyond the grace'), ('duplicate', 'Same customer number'), ('received', 'Day of receipt'), ('blocked', 'Customer blocked')], max_length=20, verbose_name='check'),
        ),
        migrations.AlterField(
            model_name='salespolicy',
            name='overdue_level',
            field=models.CharField(choices=[('warning', 'Warning'), ('stop', 'Stop')], default='warning', max_length=10, verbose_name='money past due beyond the grace is a'),
        ),
    ]
