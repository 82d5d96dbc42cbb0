"""Who is in the network.

Members and organisations are there for members: what somebody offers, seeks or knows was told to
the network, not to the world. Organisations are behind the same door, because their pages name
their people; what the public needs of an organisation stands with its activities. The steering
group and the composition are there for everybody.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from cms.access import needs
from network.forms.directory import DirectoryForm, MemberDirectoryForm
from network.reads.composition import composition as read_composition
from network.reads.directory import (
    found_members,
    found_organisations,
    one_member,
    one_organisation,
    one_page,
    shown_members,
    shown_organisations,
)
from network.reads.steering import steering_group as read_steering_group

SEE_DIRECTORY = "network.see_directory"
Find = Callable[[str, Iterable[Any]], list[int]]
# What one reader may see, the next one may not.
unshared = cache_control(private=True, no_cache=True)


@needs(SEE_DIRECTORY)
@unshared
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Members, by words and choices."""
    form = MemberDirectoryForm(request.GET)
    context = _listing(request, "members", form, found_members)
    context["results"].object_list = shown_members(context["results"].object_list)
    return render(request, "network/directory/members.html", context)


@needs(SEE_DIRECTORY)
@unshared
@require_safe
def directory_organisations(request: HttpRequest) -> HttpResponse:
    """Organisations, by words and choices."""
    form = DirectoryForm(request.GET)
    context = _listing(request, "organisations", form, found_organisations)
    context["results"].object_list = shown_organisations(context["results"].object_list)
    return render(request, "network/directory/organisations.html", context)


def _listing(request: HttpRequest, section: str, form: DirectoryForm, find: Find) -> dict[str, Any]:
    """Return `section`, `form`, `results` (a page of ids) and `query`.

    `query` is the query string without the page number. Where nothing is found `without_choices`
    says how many the words alone would find.
    """
    query = request.GET.copy()
    query.pop("page", None)
    ids = find(form.words, form.conditions())
    context: dict[str, Any] = {
        "section": section,
        "results": one_page(ids, request.GET.get("page")),
        "form": form,
        "query": query.urlencode(),
    }
    if not ids and form.words and form.is_narrowed:
        context["without_choices"] = len(find(form.words, ()))
    return context


@needs(SEE_DIRECTORY)
@unshared
@require_safe
def directory_member(request: HttpRequest, pk: int) -> HttpResponse:
    """One member. The number may be guessed: whoever may see one member may see them all."""
    member = one_member(pk)
    if member is None:
        raise Http404
    seats = [str(seat) for seat in member.seats.all()]
    context = {"section": "members", "member": member, "seats": seats}
    return render(request, "network/directory/member.html", context)


@needs(SEE_DIRECTORY)
@unshared
@require_safe
def directory_organisation(request: HttpRequest, code: str) -> HttpResponse:
    """One organisation and its people."""
    organisation = one_organisation(code)
    if organisation is None:
        raise Http404
    context = {"section": "organisations", "organisation": organisation}
    return render(request, "network/directory/organisation.html", context)


@unshared
@require_safe
def steering_group(request: HttpRequest) -> HttpResponse:
    """Who is who in the steering group; to outsiders a name only where its owner wants that."""
    in_network = request.user.has_perm(SEE_DIRECTORY)
    context = {
        "section": "steering_group",
        "seats": read_steering_group(in_network),
        "in_network": in_network,
    }
    return render(request, "network/directory/steering_group.html", context)


@require_safe
def composition(request: HttpRequest) -> HttpResponse:
    """The network in numbers: how many members have which background."""
    context = {
        "section": "composition",
        "composition": read_composition(),
        "today": timezone.localdate(),
    }
    return render(request, "network/directory/composition.html", context)
