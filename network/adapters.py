"""How signing in behaves."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import get_language


class AccountAdapter(DefaultAccountAdapter):
    """Nobody makes an account by themselves: the coordinator invites.

    Who signs in or out goes to the front page in the language of the address.
    """

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return f"/{get_language()}/"

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return f"/{get_language()}/"

    def is_safe_url(self, url: str | None) -> bool:
        """Send nobody on to the admin who may not enter it: it would send them back here."""
        user = self.request.user
        barred = user.is_authenticated and not user.has_perm("wagtailadmin.access_admin")
        if barred and (url or "").startswith("/admin"):
            return False
        return bool(super().is_safe_url(url))
