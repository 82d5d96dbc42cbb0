"""Action plans in the admin: what is to be done. Who does it and how far it is, is kept outside.

That is changed on the page of an action, where every change is kept.
"""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from coalitions.models import Action, ActionPlan


class ActionPlanViewSet(SnippetViewSet):
    """A list of actions that people agreed on."""

    model = ActionPlan
    icon = "list-ul"
    list_display = ["title", "coalition"]
    search_fields = ["title_nl", "title_en"]
    panels = [
        MultiFieldPanel([FieldPanel("title_nl"), FieldPanel("title_en")], heading=_("Title")),
        FieldPanel("code"),
        FieldPanel("introduction"),
        FieldPanel("started"),
        FieldPanel("coalition"),
        FieldPanel("source"),
    ]


class ActionViewSet(SnippetViewSet):
    """One numbered action."""

    model = Action
    icon = "tick-inverse"
    list_display = ["number", "text", "plan", "get_state_display"]
    list_filter = ["plan", "level", "state"]
    search_fields = ["text"]
    panels = [
        FieldPanel("plan"),
        FieldPanel("number"),
        FieldPanel("text"),
        FieldPanel("level"),
        FieldPanel("scale"),
        FieldPanel("category"),
        FieldPanel("owner_text"),
        FieldPanel("due_text"),
    ]


class ActionPlansGroup(SnippetViewSetGroup):
    """Both under one heading of the menu."""

    items = (ActionPlanViewSet, ActionViewSet)
    menu_icon = "list-ul"
    menu_label = _("Action plans")
    menu_order = 250
