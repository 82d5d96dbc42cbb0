"""Let knowledge editors review instead of Wagtail's stock groups, which nobody here is in."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

STOCK_GROUPS = ["Moderators", "Editors"]


def hand_over(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    group_model = apps.get_model("auth", "Group")
    editors, _created = group_model.objects.get_or_create(name="editor")
    for task in apps.get_model("wagtailcore", "GroupApprovalTask").objects.all():
        task.groups.set([editors])
    group_model.objects.filter(name__in=STOCK_GROUPS, user=None).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0002_organisations"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [migrations.RunPython(hand_over, migrations.RunPython.noop, elidable=False)]
