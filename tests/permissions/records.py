"""Vocabularies, organisations, the contact point, accounts and what else the admin keeps."""

from typing import Any

from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Workflow

from cms.models import ContactPoint, NavigationSettings
from knowledge.models import TargetGroup
from network.models import Neighbourhood, Organisation, Subject, User
from tests.permissions.pages import form_data
from tests.permissions.world import (
    Found,
    Thing,
    World,
    action,
    arranges,
    changed,
    changed_or_skipped,
    let_in,
    listed,
    shown,
)


@arranges
def records(world: World) -> None:
    for model in (Neighbourhood, Subject, TargetGroup):
        name = str(model._meta.verbose_name)
        thing = world.put(model.__name__, "published")
        thing.object = model.objects.create(code=name, label_nl=thing.title, label_en=thing.secret)
    thing = world.put("Organisation", "published")
    thing.object = Organisation.objects.create(code="organisatie", name=thing.title)
    thing = world.put("ContactPoint", "published")
    thing.object = ContactPoint.objects.create(name=thing.title, locale=world.home.locale)
    NavigationSettings.for_site(world.home.get_site())


@arranges
def accounts(world: World) -> None:
    thing = world.put("account", "of somebody else")
    thing.object = User.objects.create_user("iemand@schakel.example", name=thing.title)
    thing = world.put("account", "of a superuser")
    thing.object = User.objects.create_superuser("nood@schakel.example", name=thing.title)


@arranges
def settings_of_the_site(world: World) -> None:
    thing = world.put("role", "published")
    thing.object = Group.objects.create(name=thing.title)
    thing = world.put("workflow", "published")
    thing.object = Workflow.objects.create(name=thing.title, active=True)
    thing = world.put("redirect", "published")
    thing.object = Redirect.objects.create(old_path=f"/{thing.secret}", redirect_link="/nl/")
    world.put("navigation", "published").object = NavigationSettings.objects.get()


def _snippet(name: str, record: Any, *args: Any) -> str:
    meta = record._meta
    return reverse(f"wagtailsnippets_{meta.app_label}_{meta.model_name}:{name}", args=args)


@action("admin: open record")
def open_record(world: World, role: str, thing: Thing, record: Any) -> Found:
    return shown(world.ask(role, _snippet("edit", record, record.pk)), thing)


@action("admin: change record")
def change_record(world: World, role: str, thing: Thing, record: Any) -> Found:
    address = _snippet("edit", record, record.pk)
    return changed(world.ask(role, address, form_data(world, thing, address)), thing)


@action("admin: add record")
def add_record(world: World, role: str, thing: Thing, record: Any) -> Found:
    address = _snippet("add", record)
    more = {"code": "nieuw", "name": "Nieuw", "label_nl": "Nieuw", "label_en": "New"}
    return let_in(world.ask(role, address, form_data(world, thing, address, **more)))


@action("admin: delete record")
def delete_record(world: World, role: str, thing: Thing, record: Any) -> Found:
    return changed(world.ask(role, _snippet("delete", record, record.pk), {}), thing)


@action("admin: list of records")
def list_records(world: World, role: str, thing: Thing, record: Any) -> Found:
    return listed(world.ask(role, _snippet("list", record)), thing)


@action("chooser of records")
def choose_record(world: World, role: str, thing: Thing, record: Any) -> Found:
    meta = record._meta
    address = reverse(f"wagtailsnippetchoosers_{meta.app_label}_{meta.model_name}:choose")
    return listed(world.ask(role, address), thing)


def _edit(name: str) -> str:
    return {
        "account": "wagtailusers_users:edit",
        "role": "wagtailusers_groups:edit",
        "workflow": "wagtailadmin_workflows:edit",
        "redirect": "wagtailredirects:edit",
    }[name.split()[0]]


@action("admin: open account")
@action("admin: open setting")
def open_setting(world: World, role: str, thing: Thing, each: Any) -> Found:
    return shown(world.ask(role, reverse(_edit(thing.name), args=[each.pk])), thing)


@action("admin: change")
def change(world: World, role: str, thing: Thing, each: Any) -> Found:
    address = reverse(_edit(thing.name), args=[each.pk])
    return let_in(world.ask(role, address, form_data(world, thing, address)), thing)


@action("admin: give a role")
def give_role(world: World, role: str, thing: Thing, account: Any) -> Found:
    address = reverse("wagtailusers_users:edit", args=[account.pk])
    more = {"groups": [Group.objects.get(name="editor").pk]}
    return let_in(world.ask(role, address, form_data(world, thing, address, **more)), thing)


@action("admin: make a superuser")
def make_superuser(world: World, role: str, thing: Thing, account: Any) -> Found:
    address = reverse("wagtailusers_users:edit", args=[account.pk])
    seen = world.ask(role, address, form_data(world, thing, address, is_superuser="on"))
    account = User.objects.get(pk=account.pk)
    if account.is_superuser or seen.denial:
        return changed(seen, thing)
    return Found("–", type(seen)(seen.status, seen.location))


@action("admin: delete account")
def delete_account(world: World, role: str, thing: Thing, account: Any) -> Found:
    address = reverse("wagtailusers_users:delete", args=[account.pk])
    return changed(world.ask(role, address, {}), thing)


@action("bulk: switch off")
def bulk_account(world: World, role: str, thing: Thing, account: Any) -> Found:
    address = reverse("wagtail_bulk_action", args=["network", "user", "set_active_state"])
    seen = world.ask(role, f"{address}?id={account.pk}", {"mark_as_active": "False"})
    return changed_or_skipped(seen, thing)


@action("admin: change settings")
def change_settings(world: World, role: str, thing: Thing, settings: Any) -> Found:
    meta = settings._meta
    address = reverse("wagtailsettings:edit", args=[meta.app_label, meta.model_name])
    data = {"worry_page": "", "join_page": "", "contact": ""}
    return changed(world.ask(role, f"{address}{world.home.get_site().pk}/", data), thing)
