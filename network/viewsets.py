"""Accounts in the admin: one name, an address as user name."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import EditView
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from network.enums import Role


class RolesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # as below
    """Groups, each by what its role is called."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Group) -> str:
        return str(Role(obj.name).label) if obj.name in Role.values else obj.name


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

    class Meta(UserCreationForm.Meta):
        fields = {"email", "name", "is_superuser", "groups"}


class AccountEditForm(_OneName, UserEditForm):
    """For an existing account."""

    class Meta(UserEditForm.Meta):
        fields = {"email", "name", "is_active", "is_superuser", "groups"}


class AccountEditView(EditView):
    """Keeps superusers out of the hands of those who could set their password."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.object.is_superuser and not request.user.is_superuser:
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response


class UserViewSet(WagtailUserViewSet):
    """Lists and edits accounts."""

    edit_view_class = AccountEditView

    def get_form_class(self, for_update: bool = False) -> Any:
        return AccountEditForm if for_update else AccountCreationForm
