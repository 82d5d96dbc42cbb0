"""Forms for signing in: one page, with a password or with a code by mail."""

from typing import Any

from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    ConfirmLoginCodeForm,
    LoginForm,
    RequestLoginCodeForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

from network import second_step


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


class NewAddressForm(AddEmailForm):
    """The address somebody wants to sign in with from now on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["email"], _("New e-mail address"))


class LostPasswordForm(ResetPasswordForm):
    """An address to which the way to a new password goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["email"], _("E-mail address"))


class _NewPassword(forms.Form):
    """Twice the same password, with the rules in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "oldpassword" in self.fields:
            _plain(self.fields["oldpassword"], _("Password of now"))
        first = self.fields["password1"]
        _plain(first, _("New password"))
        first.help_text = _(
            "At least 8 characters. Not your name or address, and not one that everybody uses."
        )
        _plain(self.fields["password2"], _("The same once more"))


class OtherPasswordForm(_NewPassword, ChangePasswordForm):
    """Another password for whoever has one."""


class FirstPasswordForm(_NewPassword, SetPasswordForm):
    """A password for whoever signed in with codes so far."""


class PasswordByMailForm(_NewPassword, ResetPasswordKeyForm):
    """A new password for whoever came from the mail about it."""


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


class _OnceOnly(_Code):
    """A code that was looked over somebody's shoulder, or caught on its way, opens nothing."""

    user: Any

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]  # of the form that it is mixed into
        if not second_step.use_up(self.user, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondStepForm(_OnceOnly, AuthenticateForm):
    """The code from the app, or a spare one."""


class SecondStepAgainForm(_OnceOnly, ReauthenticateForm):
    """The same, before somebody changes how they sign in."""


class SetUpForm(_OnceOnly, ActivateTOTPForm):
    """The first code from the app, which shows that it works."""


def _plain(field: forms.Field, label: Any) -> None:
    """Give a field our word for it, and no second one inside it."""
    field.label = label
    field.widget.attrs.pop("placeholder", None)
