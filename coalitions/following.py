"""Who hears of a new coalition besides those who follow it: they follow what it works on.

The themes of a page are told of by the floor below; what a coalition posts, by its updates.
"""

from collections.abc import Iterator

from wagtail.models import Page

from cms.notices.following import belongings
from coalitions.models import CoalitionPage


def what_it_works_on(page: Page) -> Iterator[Page]:
    """Give the activities that a coalition runs."""
    if isinstance(page, CoalitionPage):
        yield from page.coalition.activities.all()


belongings.register("coalitions", what_it_works_on)
