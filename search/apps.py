"""The search floor as a Django application."""

from pathlib import Path

from django.apps import AppConfig, apps
from django.conf import settings
from django.utils.translation import gettext_lazy as _

# Writers wake the worker; this is how long a wake-up that got lost is waited for.
_DRAIN_SECONDS = 2.0


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Register what search needs of the ground, and listen for changes."""
        from cms.bundle.quiet import quieted
        from cms.privacy.providers import afterwards
        from cms.worker import Duty, duties
        from search import analysis, checks, fanout
        from search.pages import PageSource
        from search.services import drain_all, rebuild

        folder = getattr(settings, "SEARCH_ANALYSIS_DIR", None)
        analysis.configure(Path(folder or Path(settings.SEARCH_INDEX_DIR) / "analysis"))
        checks.register_all()
        fanout.connect()
        quieted.register("search marks", fanout.marked_at_the_end)
        duties.register("search index", Duty(drain_all, seconds=_DRAIN_SECONDS))
        # What was taken out of an index stays in its files until they are merged some day.
        afterwards.register("search index", rebuild)
        # The one page type of the ground floor that is worth finding; the ground imports nothing.
        plain = apps.get_model("cms", "PlainPage")
        PageSource(name="page", model=plain, label=_("Pages"), body=("body",)).register()
