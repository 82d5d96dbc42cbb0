"""Actions of action plans in search: open to everybody, as their pages are.

Who has one stands in it as an organisation; people are named on the page, to the network only.
"""

from collections.abc import Iterable, Iterator, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from coalitions.models import Action, ActionPlan
from network.models import Organisation
from search.documents import PUBLIC, Entity, IndexDocument, sources
from search.fanout import depend
from search.texts import Text

NAME = "action"


class ActionSource:
    """One document an action, in the language in which plans are written."""

    name = NAME
    label = _("Actions")

    def keys(self) -> Iterable[str]:
        """Return the ids of all actions."""
        return [str(pk) for pk in Action.objects.values_list("pk", flat=True)]

    def build(self, keys: Sequence[str]) -> Iterator[IndexDocument]:
        """Yield the documents of these actions as they are now."""
        ids = [int(key) for key in keys if key.isascii() and key.isdecimal()]
        found = Action.objects.filter(pk__in=ids).select_related("plan", "owner_organisation")
        for action in found:
            yield _document(action)


def _document(action: Action) -> IndexDocument:
    entity, language = Entity(NAME, str(action.pk)), settings.LANGUAGE_CODE
    addresses = {code: _address(action, code) for code, _name in settings.LANGUAGES}
    return IndexDocument(
        key=f"{entity}:{language}",
        entity=entity,
        language=language,
        text=_text(action, language),
        url=addresses.pop(language),
        addresses=addresses,
        is_lead=True,
        access=(PUBLIC,),
    )


def _address(action: Action, language: str) -> str:
    with override(language):
        return reverse("action", args=[action.pk])


def _text(action: Action, language: str) -> Text:
    organisation = action.owner_organisation
    words = [action.plan.title_nl, action.category, action.owner_text, "actie"]
    words += [organisation.name] if organisation else []
    return Text(
        language=language,
        title=action.text,
        body="",
        context="\n".join(filter(None, words)),
    )


def _of_plan(plan: ActionPlan) -> list[Entity]:
    return [Entity(NAME, str(pk)) for pk in plan.actions.values_list("pk", flat=True)]


def _of_organisation(organisation: Organisation) -> list[Entity]:
    owned = Action.objects.filter(owner_organisation=organisation)
    return [Entity(NAME, str(pk)) for pk in owned.values_list("pk", flat=True)]


sources.register(NAME, ActionSource())
depend(Action, lambda action: [Entity(NAME, str(action.pk))])
depend(ActionPlan, _of_plan)
depend(Organisation, _of_organisation)
