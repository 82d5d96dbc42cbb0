"""Tables of members and organisations: bring them in with a preview, take them out."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.access import needs
from network.exceptions import NetworkError
from network.exchange import services
from network.exchange.kinds import KINDS, Kind
from network.exchange.plans import Plan
from network.exchange.writing import TYPES
from network.forms.exchange import ExportForm, UploadForm

EXCHANGE = "network.exchange_tables"
# So many rows of a preview stand there at once; the others are behind a fold.
AT_ONCE = 50


@needs(EXCHANGE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def import_table(request: HttpRequest, name: str) -> HttpResponse:
    """Choose a file, see what it would do, bring it in: three answers of one address."""
    kind = KINDS[name]
    if request.method == "POST":
        return _second_step(request, kind) if "table" in request.POST else _upload(request, kind)
    form = request.GET.get("example", "")
    if form in TYPES:
        content = services.example(kind, form, request.user)
        return _download(content, form, f"{kind.file}-{_('example')}")
    return _form(request, kind, UploadForm())


def _form(request: HttpRequest, kind: Kind, form: UploadForm) -> HttpResponse:
    columns = kind.resource(request.user).columns
    return render(
        request, "network/exchange/import.html", {"kind": kind, "form": form, "columns": columns}
    )


def _upload(request: HttpRequest, kind: Kind) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            seen = services.preview(kind, form.cleaned_data["file"], *_reader(request))
            return _preview(request, kind, seen)
        except NetworkError as error:
            form.add_error("file", str(error))
    return _form(request, kind, form)


def _second_step(request: HttpRequest, kind: Kind) -> HttpResponse:
    reader = _reader(request)
    try:
        table, fingerprint = services.unpacked(kind, request.POST["table"], *reader)
        if "confirm" in request.POST:
            welcome = "welcome" in request.POST
            plan = services.carry_out(kind, table, fingerprint, request.user, welcome=welcome)
            messages.success(request, _told(plan))
            return redirect(kind.import_url)
        return _preview(request, kind, services.looked_at(kind, table, *reader))
    except services.PlanChanged as error:
        return _preview(request, kind, services.looked_at(kind, table, *reader), str(error))
    except NetworkError as error:
        messages.error(request, str(error))
        return redirect(kind.import_url)


def _preview(
    request: HttpRequest, kind: Kind, seen: services.Preview, problem: str = ""
) -> HttpResponse:
    plan = seen.plan
    context = {
        "kind": kind,
        "plan": plan,
        "packed": seen.packed,
        "problem": problem,
        "hidden": any(row.is_hidden for row in (*plan.new, *plan.changed)),
        "mistakes": _folded(plan.mistakes),
        "new": _folded(plan.new),
        "changed": _folded(plan.changed),
    }
    return render(request, "network/exchange/preview.html", context)


def _folded(rows: list[Any]) -> tuple[list[Any], list[Any]]:
    return rows[:AT_ONCE], rows[AT_ONCE:]


def _reader(request: HttpRequest) -> tuple[Any, str]:
    """Return who looks at a preview: somebody else, or another session, cannot send it back."""
    return request.user, request.session.session_key or ""


def _told(plan: Plan) -> str:
    new = ngettext("%(number)d is new", "%(number)d are new", len(plan.new))
    changed = ngettext("%(number)d was changed", "%(number)d were changed", len(plan.changed))
    return _("The file was brought in: %(new)s, %(changed)s.") % {
        "new": new % {"number": len(plan.new)},
        "changed": changed % {"number": len(plan.changed)},
    }


@needs(EXCHANGE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def export_table(request: HttpRequest, name: str) -> HttpResponse:
    """Offer a file, and make it when asked to: that it was made is written down."""
    kind = KINDS[name]
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["form"]
        content = services.export(kind, chosen, request.user)
        return _download(content, chosen, f"{kind.file}-{timezone.localdate().isoformat()}")
    return render(request, "network/exchange/export.html", {"kind": kind, "form": form})


def _download(content: bytes, form: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response
