"""Accounts: the e-mail address is the name."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from network.enums import Role

# Whoever changes one of these loses the sessions that began before.
ENDS_SESSIONS = frozenset({"is_active", "is_superuser"})


class UserQuerySet(models.QuerySet["User"]):
    """Accounts, and what happens to many of them at once."""

    def end_sessions(self) -> int:
        """Sign these accounts out everywhere; return how many there are."""
        return super().update(session_version=F("session_version") + 1)

    def update(self, **values: Any) -> int:
        """As always, and whoever may do something else from now on signs in again."""
        if ENDS_SESSIONS & values.keys():
            values.setdefault("session_version", F("session_version") + 1)
        return super().update(**values)

    def with_role(self, *roles: Role) -> "UserQuerySet":
        """Those who can sign in and hold one of these roles."""
        return self.filter(is_active=True, groups__name__in=roles).distinct()

    def with_more_than_membership(self) -> "UserQuerySet":
        """Those who can sign in and may do more than a member, and superusers."""
        more = Q(groups__name__in=[role for role in Role if role != Role.MEMBER])
        accounts = self.filter(more | Q(is_superuser=True), is_active=True)
        return accounts.distinct().prefetch_related("groups").order_by("name", "email")


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Makes accounts; addresses differ by more than capitals."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Return a new account. Raises `ValueError` without an address."""
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user: User = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Return an account that passes every check; for emergencies only."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        user: User = self.get(email__iexact=username)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who can sign in."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    is_staff = models.BooleanField(_("staff"), default=False, editable=False)
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("Switch off instead of deleting: somebody who is not active cannot sign in."),
    )
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
        help_text=_("In which language we write to this person."),
    )
    # Part of what a session is checked against: raising it ends all of somebody's sessions.
    session_version = models.PositiveIntegerField(default=0, editable=False)
    date_joined = models.DateTimeField(_("joined on"), default=timezone.now, editable=False)

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="network_user_email_ci",
                violation_error_message=_("Somebody already has this e-mail address."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def save(self, **kwargs: Any) -> None:
        """Save, and end this account's sessions when it may do something else from now on.

        The number of its sessions is never written back: it may have been raised since we read it.
        """
        if self._state.adding:
            super().save(**kwargs)
            return
        fields: Iterable[str] | None = kwargs.get("update_fields")
        if fields is None:
            kept = {field.name for field in self._meta.concrete_fields if not field.primary_key}
            fields = kept - self.get_deferred_fields() - {"session_version"}
        changes = self._changes(ENDS_SESSIONS & set(fields))
        super().save(**(kwargs | {"update_fields": fields}))
        if changes:
            User.objects.filter(pk=self.pk).end_sessions()
            self.refresh_from_db(fields=["session_version"])

    def _changes(self, names: Iterable[str]) -> bool:
        wanted = {name: getattr(self, name) for name in names}
        if not wanted:
            return False
        return not User.objects.filter(pk=self.pk, **wanted).exists()

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session is checked against: also the number that ends all of them when raised."""
        salt = "network.User.get_session_auth_hash"
        secrets = f"{self.password}:{self.session_version}"
        return salted_hmac(salt, secrets, secret=secret, algorithm="sha256").hexdigest()

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    @property
    def first_name(self) -> str:
        """What Wagtail greets people with."""
        return str(self)

    @property
    def last_name(self) -> str:
        """Empty: we keep one name, as its owner writes it."""
        return ""
