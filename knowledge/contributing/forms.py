"""The few questions: what only editors know is asked later."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.contributing.draft_form import DraftForm
from knowledge.contributing.fields import ActivityField, text_field
from knowledge.contributing.prose import stored, typed
from knowledge.enums import Verdict
from knowledge.models import Activity, Lesson, LessonActivity, Practice, TargetGroup
from knowledge.models.practice import SIX_FIELDS
from knowledge.services.lessons import LONGEST


class PracticeForm(DraftForm):
    """How somebody did it, in the six fields."""

    free_text = ("title", *SIX_FIELDS, "photo_alt")
    first = ("title", "approach", "challenges")
    similar_below = "approach"
    folded_label = _("More: goal, for whom, results, what makes it work")

    title = forms.CharField(
        label=_("What is it called?"),
        help_text=_("Such as: eating together in the community centre."),
        max_length=200,
    )
    approach = text_field(_("What do you do?"), "approach")
    challenges = text_field(_("What went wrong, or was difficult?"), "challenges", required=False)
    goal = text_field(_("What did you want to reach?"), "goal", required=False)
    audience = text_field(_("For whom?"), "audience", required=False)
    results = text_field(_("What came of it?"), "results", required=False)
    success_factors = text_field(_("What makes it work?"), "success_factors", required=False)

    def read(self, page: Practice) -> dict[str, Any]:
        return {"title": page.title, **{name: typed(getattr(page, name)) for name in SIX_FIELDS}}

    def write(self, page: Practice) -> None:
        page.title = self.cleaned_data["title"] or page.title
        for name in SIX_FIELDS:
            setattr(page, name, stored(self.cleaned_data[name]))


class ActivityForm(DraftForm):
    """What, for whom, where and when, and how one joins."""

    free_text = ("title", "summary", "place", "frequency", "photo_alt")
    first = ("title", "summary", "place", "frequency", "phone", "how_to_join")
    similar_below = "summary"
    folded_label = _("More: for whom, website")

    title = forms.CharField(label=_("What is the activity called?"), max_length=200)
    summary = forms.CharField(
        label=_("What do you do there?"),
        help_text=_("One or two sentences, for somebody who comes for the first time."),
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
    )
    place = forms.CharField(
        label=_("Where?"),
        help_text=_("The name and the address of the place."),
        max_length=200,
    )
    frequency = forms.CharField(
        label=_("When?"),
        help_text=_("Such as: every Tuesday from 10 to 12."),
        max_length=200,
    )
    phone = forms.CharField(
        label=_("Which number can people call?"),
        help_text=_("Of the organisation, not of a person at home."),
        max_length=40,
        required=False,
        widget=forms.TextInput({"inputmode": "tel"}),
    )
    how_to_join = forms.CharField(
        label=_("How does somebody join?"),
        help_text=_("Such as: walk in, or call first and ask for the host."),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    target_groups = forms.ModelMultipleChoiceField(
        TargetGroup.objects.all(),
        label=_("For whom? (nothing ticked: for everybody)"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    website = forms.URLField(
        label=_("Website"), max_length=500, required=False, assume_scheme="https"
    )

    WORDS = ("title", "summary", "place", "frequency", "phone", "how_to_join", "website")

    def __init__(self, *args: Any, finished: bool = False, **kwargs: Any) -> None:
        self._is_finished = finished
        super().__init__(*args, finished=finished, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self._is_finished and not (cleaned.get("phone") or cleaned.get("how_to_join")):
            self.add_error("phone", _("Fill in a number, or below how somebody joins without one."))
        return cleaned

    def read(self, page: Activity) -> dict[str, Any]:
        words = {name: getattr(page, name) for name in self.WORDS}
        return {**words, "target_groups": [each.pk for each in page.target_groups.all()]}

    def write(self, page: Activity) -> None:
        for name in self.WORDS:
            setattr(page, name, self.cleaned_data[name] or ("" if name != "title" else page.title))
        page.target_groups.set(self.cleaned_data["target_groups"])


class LessonForm(DraftForm):
    """What did you do, did it work, your tip."""

    free_text = ("explanation", "conditions", "title", "photo_alt")
    first = ("explanation", "verdict", "conditions", "title")
    similar_below = "explanation"
    folded_label = _("More: which activity is this about?")
    field_order = ("key", "explanation", "verdict", "conditions", "title", "activity")

    explanation = text_field(_("What did you do?"), "explanation")
    verdict = forms.ChoiceField(
        label=_("Did it work?"),
        choices=[
            (Verdict.WORKS, _("Yes")),
            (Verdict.WORKS_IF, _("Yes, on one condition")),
            (Verdict.DID_NOT_WORK, _("No. That helps others too")),
            (Verdict.OPEN, _("Not clear yet")),
        ],
        widget=forms.RadioSelect,
    )
    conditions = forms.CharField(
        label=_("On which condition? (may stay empty)"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    title = forms.CharField(
        label=_("What is your tip for others?"),
        help_text=_("One or two sentences. This is what people read first."),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 2}),
    )
    activity = ActivityField(label=_("Which activity is this about?"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("verdict") == Verdict.WORKS_IF and not cleaned.get("conditions", "").strip():
            self.add_error("conditions", _("On which condition does it work?"))
        return cleaned

    def read(self, page: Lesson) -> dict[str, Any]:
        about = page.activity_links.all().first()
        return {
            "title": page.title,
            "explanation": typed(page.explanation),
            "verdict": page.verdict,
            "conditions": page.conditions,
            "activity": about.activity_id if about else None,
        }

    def write(self, page: Lesson) -> None:
        given = self.cleaned_data
        page.title = given["title"] or page.title
        page.explanation = stored(given["explanation"])
        page.verdict = given["verdict"] or Verdict.OPEN
        page.conditions = given["conditions"]
        about = given["activity"]
        links = list(page.activity_links.all())
        # The form asks about one activity; an editor, or a trial, may have tied it to more.
        known = any(link.activity_id == about.pk for link in links) if about else False
        kept = links if known else links[1:]
        new = [LessonActivity(activity=about)] if about and not known else []
        page.activity_links.set([*new, *kept])
