"""How signing in behaves."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Nobody makes an account by themselves: the coordinator invites."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
