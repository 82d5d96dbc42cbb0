"""Who hears of a new page besides those who follow it: it is about something that they follow."""

from collections.abc import Iterator

from wagtail.models import Page

from cms.notices.following import belongings
from knowledge.models import Lesson, LessonActivity, LessonGuidance, PageTheme, PracticeActivity


def what_it_is_about(page: Page) -> Iterator[Page]:
    """Give the activities and the guidance of a lesson or a practice, then the themes of a page."""
    if isinstance(page, Lesson):
        links = LessonActivity.objects.filter(lesson=page.original)
        yield from (link.activity for link in links.select_related("activity"))
        supports = LessonGuidance.objects.filter(lesson=page.original)
        yield from (link.guidance for link in supports.select_related("guidance"))
    else:
        links_of = PracticeActivity.objects.filter(practice__translation_key=page.translation_key)
        yield from (link.activity for link in links_of.select_related("activity"))
    themes = PageTheme.objects.filter(page__translation_key=page.translation_key)
    yield from (link.theme for link in themes.select_related("theme"))


belongings.register("knowledge", what_it_is_about)
