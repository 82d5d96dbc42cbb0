"""Promises that were made at gatherings, as members see them."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Case, F, IntegerField, Value, When
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.enums import FindingKind, PromiseState
from events.models import Finding, ReportPage
from events.reads.reports import shown_findings

PER_PAGE = 20


class PromiseFilter(forms.Form):
    """How promises stand, by plain GET."""

    use_required_attribute = False

    state = forms.ChoiceField(
        label=_("How it stands"), required=False, choices=[("", _("All")), *PromiseState.choices]
    )

    @property
    def chosen(self) -> str:
        """What was chosen; everything where that is nothing that exists."""
        return str(self.cleaned_data.get("state", "")) if self.is_valid() else ""


def listed(request: HttpRequest, form: PromiseFilter) -> dict[str, Any]:
    """Return `results` (a page of promises as this member sees them), `form` and `query`.

    What stands open comes first, what is due first before the rest; what was kept stays, as memory.
    """
    rank = Case(
        When(promise_state=PromiseState.OPEN, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    found = Finding.objects.of_kind(FindingKind.PROMISE).for_everybody()
    if form.chosen:
        found = found.filter(promise_state=form.chosen)
    in_order = found.annotate(rank=rank).order_by("rank", F("due").asc(nulls_last=True), "pk")
    results: Any = Paginator(in_order, PER_PAGE).get_page(request.GET.get("page"))
    results.object_list = with_places(results.object_list, request.user)
    query = request.GET.copy()
    query.pop("page", None)
    return {"results": results, "form": form, "query": query.urlencode()}


def with_places(findings: Any, user: Any, language: str = "") -> list[Any]:
    """Return findings as this reader sees them, each with `report`: the page where it stands.

    And with `may_move`: whether they may say what became of it.
    """
    language = language or get_language() or settings.LANGUAGE_CODE
    shown = shown_findings(findings, user, language)
    keys = {each.finding.event.report_key for each in shown}
    pages = ReportPage.objects.shown_in(language).filter(translation_key__in=keys)
    by_key = {page.translation_key: page for page in pages}
    may_move = _may_move(user, [each.finding for each in shown])
    return [
        {
            "each": each,
            "report": by_key.get(each.finding.event.report_key),
            "may_move": each.finding.pk in may_move,
        }
        for each in shown
    ]


def _may_move(user: Any, findings: list[Finding]) -> set[int]:
    """Return the promises of which somebody may say what became of them.

    Asked once for each gathering, and once for what is their own there: the answer is the same.
    """
    answers: dict[tuple[int, bool], bool] = {}
    found = set()
    for finding in findings:
        alike = (finding.event_id, finding.owner_id == user.pk)
        if finding.kind != FindingKind.PROMISE:
            continue
        if alike not in answers:
            answers[alike] = user.has_perm("events.move_promise", finding)
        if answers[alike]:
            found.add(finding.pk)
    return found
