"""Accounts in the admin: one name, an address as user name."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet


class _OneName(forms.ModelForm):
    first_name = None
    last_name = None
    name = forms.CharField(label=_("Name"), max_length=150)


class AccountCreationForm(_OneName, UserCreationForm):
    """For a new account."""

    class Meta(UserCreationForm.Meta):
        fields = {"email", "name", "is_superuser", "groups"}


class AccountEditForm(_OneName, UserEditForm):
    """For an existing account."""

    class Meta(UserEditForm.Meta):
        fields = {"email", "name", "is_active", "is_superuser", "groups"}


class UserViewSet(WagtailUserViewSet):
    """Lists and edits accounts."""

    def get_form_class(self, for_update: bool = False) -> Any:
        return AccountEditForm if for_update else AccountCreationForm
