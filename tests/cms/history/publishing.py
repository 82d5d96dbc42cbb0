"""Publishing versions of a page, for the tests of its history."""

from typing import Any

from cms.models import HomePage, PageChange, PlainPage


def new_page(home: HomePage, **fields: Any) -> PlainPage:
    """Return a page that was published once, by nobody in particular."""
    page = home.add_child(
        instance=PlainPage(**({"title": "Buurtkoken", "summary": "Eén"} | fields))
    )
    page.save_revision().publish()
    found: PlainPage = PlainPage.objects.get(pk=page.pk)
    return found


def publish(page: PlainPage, user: Any = None, **fields: Any) -> PageChange:
    """Publish a version that says this; return the change that was written down."""
    page = PlainPage.objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision(user=user).publish()
    return latest(page)


def latest(page: PlainPage) -> PageChange:
    """Return the last change of a page."""
    change: PageChange = PageChange.objects.filter(page=page)[0]
    return change
