"""Forms for signing in: one page, with a password or with a code by mail."""

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, LoginForm, RequestLoginCodeForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):
    """An address, and a password or none: without one, a code goes to that address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["login"], _("E-mail address"))
        password = self.fields["password"]
        _plain(password, _("Password"))
        password.required = False
        password.help_text = _("None, or forgotten? Leave it empty: we mail you a code.")

    def clean_password(self) -> str:
        """A browser may fill in a password for somebody who asks for a code."""
        password: str = self.cleaned_data.get("password") or ""
        return "" if self.data.get("by") == "code" else password


class CodeForm(RequestLoginCodeForm):
    """An address to which a code goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["email"], _("E-mail address"))


class _Code(forms.Form):
    """Digits, for which a phone shows the right keyboard."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields.get("code")
        if code:
            _plain(code, _("Code"))
            code.widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}


class MailedCodeForm(_Code, ConfirmLoginCodeForm):
    """The code that came by mail."""


class SecondStepForm(_Code, AuthenticateForm):
    """The code from the app, or a spare one."""


class SecondStepAgainForm(_Code, ReauthenticateForm):
    """The same, before somebody changes how they sign in."""


class SetUpForm(_Code, ActivateTOTPForm):
    """The first code from the app, which shows that it works."""


def _plain(field: forms.Field, label: Any) -> None:
    """Give a field our word for it, and no second one inside it."""
    field.label = label
    field.widget.attrs.pop("placeholder", None)
