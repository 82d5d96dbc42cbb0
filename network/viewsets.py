"""Accounts in the admin: one name, an address as user name, roles by what they are called."""

from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django_filters.fields import ModelMultipleChoiceField
from wagtail.admin.filters import RelatedFilterMixin
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.boolean_radio_select import BooleanRadioSelect
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.groups import GroupViewSet as WagtailGroupViewSet
from wagtail.users.views.groups import IndexView as GroupIndexView
from wagtail.users.views.users import DeleteView, EditView, IndexView, UserFilterSet
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from network.enums import Role
from network.models import User
from network.services.roles import (
    EMERGENCY_ACCOUNT,
    RoleError,
    codes_shown,
    label_of,
    refuse_losing_last_administrator,
)


class RolesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # as below
    """Groups, each by what its role is called."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Group) -> str:
        return label_of(obj.name)


class _OneName(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    first_name = None
    last_name = None
    name = forms.CharField(label=_("Name"), max_length=150)
    groups = RolesField(
        Group.objects.order_by("pk"),
        label=_("Roles"),
        required=False,
        help_text=_("What this person may do. You may choose more than one."),
    )
    # Whoever may change accounts could otherwise make one that passes every check. Superusers are
    # made in the shell, for emergencies; a disabled field keeps what is and reads nothing.
    is_superuser = forms.BooleanField(required=False, disabled=True, widget=forms.HiddenInput)


class AccountCreationForm(_OneName, UserCreationForm):
    """For a new account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = _("Not needed: signing in works with a code by mail.")

    class Meta(UserCreationForm.Meta):
        fields = {"email", "name", "is_superuser", "groups"}


class AccountEditForm(_OneName, UserEditForm):
    """For an existing account; nobody gives or takes a role of their own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        editing_self = kwargs.get("editing_self", False)
        super().__init__(*args, **kwargs)
        if editing_self:
            self.fields["groups"].disabled = True
            self.fields["groups"].help_text = _("Another administrator changes your roles.")

    class Meta(UserEditForm.Meta):
        fields = {"email", "name", "is_active", "is_superuser", "groups"}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        stays = cleaned.get("is_active", True) and any(
            group.name == Role.ADMINISTRATOR for group in cleaned.get("groups", ())
        )
        if not stays:
            try:
                refuse_losing_last_administrator({self.instance.pk})
            except RoleError as error:
                self.add_error("groups", str(error))
        return cleaned


class AccountEditView(EditView):
    """Keeps superusers out of the hands of those who could set their password."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.object.is_superuser and not request.user.is_superuser:
            raise PermissionDenied
        # The question whether an administrator is left holds until this change is written.
        with transaction.atomic():
            response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().form_valid(form)
        except RoleError as error:
            # Another administrator lost that role since the form was checked.
            form.add_error("groups", str(error))
            response = self.form_invalid(form)
        return response


class AccountDeleteView(DeleteView):
    """Deletes an account, unless nobody could change roles any more."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        account = self.get_object()
        if account.is_superuser and not request.user.is_superuser:
            raise PermissionDenied
        with transaction.atomic():
            try:
                refuse_losing_last_administrator({account.pk})
            except RoleError as error:
                raise PermissionDenied(str(error)) from error
            response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response


def roles_of(user: User) -> str:
    """Return the roles of an account in words."""
    codes = codes_shown(user) or [group.name for group in user.groups.all()]
    return ", ".join(label_of(code) for code in codes)


class AccountIndexView(IndexView):
    """Lists accounts with their roles."""

    @cached_property
    def columns(self) -> list[Column]:
        roles = Column("roles", accessor=roles_of, label=_("Roles"), classname="level")
        return [roles if column.name == "is_superuser" else column for column in super().columns]

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().prefetch_related("groups")


class _RoleFilterField(RolesField, ModelMultipleChoiceField):
    """The field of a filter that shows roles."""


class RoleFilter(RelatedFilterMixin, django_filters.ModelMultipleChoiceFilter):
    """Chooses accounts by role, each by what it is called."""

    field_class = _RoleFilterField


class AccountFilterSet(UserFilterSet):
    """Filters accounts by role, and finds the emergency account."""

    is_superuser = django_filters.BooleanFilter(label=EMERGENCY_ACCOUNT, widget=BooleanRadioSelect)

    def __init__(self, *args: Any, is_searching: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, is_searching=is_searching, **kwargs)
        self.filters["group"] = RoleFilter(
            field_name="groups",
            queryset=Group.objects.order_by("pk"),
            label=_("Role"),
            use_subquery=is_searching,
            widget=forms.CheckboxSelectMultiple,
        )

    class Meta(UserFilterSet.Meta):
        pass


class UserViewSet(WagtailUserViewSet):
    """Lists and edits accounts."""

    index_view_class = AccountIndexView
    edit_view_class = AccountEditView
    delete_view_class = AccountDeleteView
    filterset_class = AccountFilterSet

    def get_form_class(self, for_update: bool = False) -> Any:
        return AccountEditForm if for_update else AccountCreationForm


class RoleIndexView(GroupIndexView):
    """Lists groups by what their role is called."""

    columns = [
        TitleColumn(
            "name",
            label=_("Name"),
            accessor=lambda group: label_of(group.name),
            sort_key="name",
            url_name="wagtailusers_groups:edit",
        )
    ]


class GroupViewSet(WagtailGroupViewSet):
    """Groups come from the code: only a superuser sees them here, and a migration resets them."""

    index_view_class = RoleIndexView
