"""Wiring of accounts into Wagtail's admin."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.users.views.bulk_actions import AssignRoleBulkAction

from network import second_step
from network.models import User
from network.services.roles import RoleError, label_of, refuse_losing_last_administrator
from network.views.second_step import switch_off


class _RoleField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    def label_from_instance(self, obj: Group) -> str:
        return label_of(obj.name)


class _RoleForm(forms.Form):
    role = _RoleField(Group.objects.order_by("pk"), label=_("Role"))


@hooks.register("register_bulk_action", order=1)
class GiveRole(AssignRoleBulkAction):
    """Gives several people a role, which is shown by its name."""

    form_class = _RoleForm

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        role = self.cleaned_form.cleaned_data["role"]
        return str(_("They now have the role: %(role)s.") % {"role": label_of(role.name)})


@hooks.register("before_bulk_action")
def spare_superusers(
    request: HttpRequest, _action_type: str, objects: list[Any], _action: Any
) -> None:
    """Keep superusers out of what others do to accounts from a list, as with one account."""
    if request.user.is_superuser:
        return
    if any(isinstance(each, User) and each.is_superuser for each in objects):
        raise PermissionDenied


@hooks.register("before_bulk_action")
def keep_roles_sound(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Let nobody give themselves a role, and let an administrator be left."""
    accounts = {each.pk for each in objects if isinstance(each, User)}
    if action_type == "assign_role" and request.user.pk in accounts:
        messages.error(request, _("You cannot give yourself a role: ask another administrator."))
        return redirect(action.next_url)
    if action_type == "delete" or (action_type == "set_active_state" and _switches_off(action)):
        try:
            refuse_losing_last_administrator(accounts)
        except RoleError as error:
            messages.error(request, str(error))
            return redirect(action.next_url)
    return None


def _switches_off(action: Any) -> bool:
    return not action.cleaned_form.cleaned_data["mark_as_active"]


@hooks.register("register_log_actions")
def name_changes_of_accounts(actions: LogActionRegistry) -> None:
    """Say in the history of an account which role was given or taken, by whom and when."""

    class Given(LogFormatter):
        label = _("Role given")

        def format_message(self, log_entry: Any) -> str:
            return str(_("Role given: %(role)s") % {"role": label_of(log_entry.data["role"])})

    class Taken(LogFormatter):
        label = _("Role taken")

        def format_message(self, log_entry: Any) -> str:
            return str(_("Role taken: %(role)s") % {"role": label_of(log_entry.data["role"])})

    actions.register_action("network.give_role")(Given)
    actions.register_action("network.take_role")(Taken)
    made, brought_in = _("Table taken out"), _("Table brought in")
    actions.register_action("network.export_table", made, made)
    actions.register_action("network.import_table", brought_in, brought_in)
    off = _("Second step switched off")
    actions.register_action("network.second_step_off", off, off)


@hooks.register("register_admin_urls")
def second_step_urls() -> list[URLPattern]:
    return [path("users/<int:pk>/second-step/", switch_off, name="second_step_off")]


@hooks.register("register_user_listing_buttons")
def second_step_button(user: User, request_user: Any) -> Iterator[Button]:
    """Offer to let somebody begin again who lost the phone with their second step."""
    may = request_user.has_perm("network.change_user") and user != request_user
    if may and second_step.has_second_step(user):
        yield Button(
            _("Switch off second step"),
            url=reverse("second_step_off", args=[user.pk]),
            icon_name="lock-open",
            priority=20,
        )


class TableMenuItem(MenuItem):
    """A way from the admin to a table that comes in."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("network.exchange_tables"))


@hooks.register("register_settings_menu_item")
def members_table() -> TableMenuItem:
    return TableMenuItem(
        _("Bring in members"), reverse("import_members"), icon_name="table", order=900
    )


@hooks.register("register_settings_menu_item")
def organisations_table() -> TableMenuItem:
    return TableMenuItem(
        _("Bring in organisations"), reverse("import_organisations"), icon_name="table", order=901
    )
