"""What can be done with many pages at once; each says beforehand what will happen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from cms.care.services import hand_over, plan_review
from cms.models import PageCare
from cms.registry import Registry

Pages = Sequence[Page]


@dataclass(frozen=True, slots=True)
class BulkAction:
    """One thing to do with pages: a lazy label, what it asks, what follows, and doing it.

    `field` gives the form field of what has to be chosen, or None. `follows` is a lazy sentence
    that says what happens. `run` gets pages, choice and account, and returns how many it changed.
    """

    label: Any
    field: Callable[[], forms.Field | None]
    follows: Any
    may: Callable[[Page, Any], bool]
    run: Callable[[Pages, Any, Any], int]
    order: int


actions: Registry[BulkAction] = Registry("bulk action of the editors' desk")


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """Somebody of the network, by name."""

    def label_from_instance(self, obj: Any) -> str:
        return getattr(obj, "name", "") or _("somebody without a name")


def _person() -> forms.Field:
    model = get_user_model()
    known = model._default_manager.filter(is_active=True, groups__isnull=False).distinct()
    return PersonField(known.order_by("name", "pk"), label=_("Who looks after them from now on?"))


def _day() -> forms.Field:
    return _Ahead(
        label=_("By which day is somebody to have read them again?"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )


class _Ahead(forms.DateField):
    """A day that is still to come."""

    def clean(self, value: Any) -> date | None:
        found: date | None = super().clean(value)
        if found is not None and found <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day that is still to come."))
        return found


def may_edit(page: Page, user: Any) -> bool:
    """Whether somebody may change this page in the admin; care holds for all its languages."""
    return bool(page.permissions_for_user(user).can_edit())


def _hand_over(pages: Pages, person: Any, user: Any) -> int:
    keys = [page.translation_key for page in pages]
    theirs = PageCare.objects.filter(translation_key__in=keys, owner=person)
    there = set(theirs.values_list("translation_key", flat=True))
    new = [page for page in pages if page.translation_key not in there]
    return hand_over(new, person, by=user) if new else 0


def _set_review(pages: Pages, day: date, user: Any) -> int:
    return plan_review(pages, day, by=user)


def _may_submit(page: Page, user: Any) -> bool:
    return bool(page.permissions_for_user(user).can_submit_for_moderation())


def _submit(pages: Pages, _choice: Any, user: Any) -> int:
    """Start the workflow of what has something to publish and is not under way already."""
    return sum(_started(page.specific, user) for page in pages)


def _started(page: Any, user: Any) -> bool:
    workflow = page.get_workflow()
    if workflow is None or not page.has_unpublished_changes or page.current_workflow_state:
        return False
    workflow.start(page, user)
    return True


actions.register(
    "hand_over",
    BulkAction(
        label=gettext_lazy("Hand over to somebody"),
        field=_person,
        follows=gettext_lazy(
            "Whoever you choose looks after these pages in all languages, and is reminded when"
            " they are to be read again."
        ),
        may=may_edit,
        run=_hand_over,
        order=10,
    ),
)
actions.register(
    "review_date",
    BulkAction(
        label=gettext_lazy("Set the day of review"),
        field=_day,
        follows=gettext_lazy(
            "Whoever looks after them is reminded by that day. A day that was set before is gone."
        ),
        may=may_edit,
        run=_set_review,
        order=20,
    ),
)
actions.register(
    "submit",
    BulkAction(
        label=gettext_lazy("Send to the reviewers"),
        field=lambda: None,
        follows=gettext_lazy(
            "Reviewers get the drafts of these pages. Pages without a draft stay as they are."
        ),
        may=_may_submit,
        run=_submit,
        order=30,
    ),
)
