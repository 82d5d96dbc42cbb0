"""What a gathering leaves: who spoke, what each session said, and findings that live on."""

from typing import Any, ClassVar, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.documents import get_document_model_string
from wagtail.models import Orderable, Page

from cms.models.pages import SitePage, without_private
from events.enums import FindingKind, PromiseState
from events.models.event import Event
from events.models.programme import Session
from knowledge.models.index import IndexPage
from knowledge.models.links import LINK_PANELS


class Speaker(models.Model):
    """Somebody who spoke to everybody; for whom and as what, never a name that was not given."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="speakers")
    position = models.PositiveIntegerField(default=0)
    who = models.CharField(_("who, in words"), max_length=150, blank=True)
    organisation = models.ForeignKey(
        "network.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="speeches",
    )
    message = models.TextField(_("what they told"), blank=True)

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.who or str(self.organisation or "")


class SessionReport(models.Model):
    """What one session brought; its host writes it with a link, the organiser may too.

    It stands in the language in which it was written. Everybody reads it once the report is
    published.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="session_reports")
    session = models.OneToOneField(
        Session, on_delete=models.SET_NULL, null=True, blank=True, related_name="report"
    )
    position = models.PositiveIntegerField(default=0)
    title = models.CharField(_("title"), max_length=150)
    host_text = models.CharField(_("host, in words"), max_length=150, blank=True)
    host_organisation = models.ForeignKey(
        "network.Organisation",
        verbose_name=_("organisation of the host"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="session_reports",
    )
    present = models.PositiveIntegerField(_("how many were there"), null=True, blank=True)
    about = models.TextField(_("what it was about"), blank=True)
    in_short = models.TextField(_("in short"), blank=True)
    closing = models.TextField(_("closing remarks"), blank=True)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    # SHA-256 of the token in the link of the host, in hexadecimal; empty where none was sent.
    link_hash = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    handed_in_at = models.DateTimeField(_("handed in"), null=True, blank=True)

    class Meta:
        verbose_name = _("report of a session")
        verbose_name_plural = _("reports of sessions")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class FindingQuerySet(models.QuerySet["Finding"]):
    """Findings by what they are, and what became of them."""

    def of_kind(self, *kinds: FindingKind) -> Self:
        """Keep findings of these kinds."""
        return self.filter(kind__in=kinds)

    def published(self) -> Self:
        """Keep what stands in a report that is published."""
        live = ReportPage.objects.originals().live().values("translation_key")
        return self.filter(event__report_key__in=live)

    def for_everybody(self) -> Self:
        """Keep what stands in a report that is published and not private: lists name no others."""
        open_pages = without_private(ReportPage.objects.originals().live())
        return self.filter(event__report_key__in=open_pages.values("translation_key"))

    def promises_open(self) -> Self:
        """Keep promises that were not kept yet and not taken back; first what is due first."""
        found = self.filter(kind=FindingKind.PROMISE, promise_state=PromiseState.OPEN)
        return found.order_by(models.F("due").asc(nulls_last=True), "pk")


class Finding(models.Model):
    """One thing that a gathering brought: said in one or two sentences, tied to what it is about.

    A lesson lives on as a page of its own, a question as a question that anybody answers; a
    promise has an owner and comes back until it is kept.
    """

    # Made with the form: the same key twice is the same finding.
    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="findings")
    session_report = models.ForeignKey(
        SessionReport, on_delete=models.CASCADE, null=True, blank=True, related_name="findings"
    )
    speaker = models.ForeignKey(
        Speaker, on_delete=models.SET_NULL, null=True, blank=True, related_name="findings"
    )
    kind = models.CharField(_("what it is"), max_length=20, choices=FindingKind)
    text = models.CharField(_("in one or two sentences"), max_length=500)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    position = models.PositiveIntegerField(default=0)
    activities = models.ManyToManyField(
        "knowledge.Activity", verbose_name=_("about"), blank=True, related_name="findings"
    )
    organisations = models.ManyToManyField(
        "network.Organisation", verbose_name=_("organisations"), blank=True, related_name="findings"
    )
    coalition = models.ForeignKey(
        "coalitions.Coalition",
        verbose_name=_("coalition"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="findings",
    )
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written down by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(default=timezone.now)
    # Of a promise: whose it is, and what became of it.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who does it"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="meeting_promises",
    )
    owner_organisation = models.ForeignKey(
        "network.Organisation",
        verbose_name=_("organisation that does it"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="meeting_promises",
    )
    owner_text = models.CharField(_("who does it, in words"), max_length=150, blank=True)
    due = models.DateField(_("before"), null=True, blank=True)
    promise_state = models.CharField(
        _("what became of it"),
        max_length=10,
        choices=PromiseState,
        default=PromiseState.OPEN,
    )
    # What it lives on as, once the report is published.
    lesson = models.ForeignKey(
        "knowledge.Lesson",
        verbose_name=_("lesson"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="findings",
    )
    call = models.ForeignKey(
        "coalitions.Call",
        verbose_name=_("question"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="findings",
    )

    objects: ClassVar[Any] = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text


class ReportPage(SitePage, Page):
    """The report of a gathering: words that are translated; the rest is in rows of its event."""

    format = models.TextField(
        _("how it went"), blank=True, help_text=_("Who opened, how people talked, where it was.")
    )
    next_gathering = models.TextField(_("next gathering"), blank=True)
    closing = models.TextField(_("to close"), blank=True)

    content_panels = [
        *Page.content_panels,
        SitePage.summary_panel,
        FieldPanel("format"),
        FieldPanel("next_gathering"),
        FieldPanel("closing"),
        InlinePanel("downloads", label=_("Downloads")),
        *LINK_PANELS,
    ]
    promote_panels = SitePage.promote_panels
    parent_page_types = ["events.ReportIndex"]
    subpage_types: list[str] = []
    suggestible_fields = ("summary", "format", "next_gathering", "closing")
    template = "events/report.html"

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")

    @property
    def event(self) -> Event | None:
        """The gathering it is about; None where that is gone."""
        found: Any = Event.objects.filter(report_key=self.translation_key).first()
        return found


class ReportDownload(Orderable):
    """A file with a report, such as a presentation."""

    page = ParentalKey(ReportPage, on_delete=models.CASCADE, related_name="downloads")
    document = models.ForeignKey(
        get_document_model_string(), on_delete=models.CASCADE, related_name="+"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("download")
        verbose_name_plural = _("downloads")


class ReportIndex(IndexPage, Page):
    """All reports of gatherings."""

    subpage_types = ["events.ReportPage"]
    template = "events/report_index.html"

    class Meta:
        verbose_name = _("list of reports")
