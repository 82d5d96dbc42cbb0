"""What translators look at: everything that fell behind, in one table."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cms.access import needs
from cms.translations.table import one_page, rows_of


@needs("cms.see_translations")
@require_safe
def translations_table(request: HttpRequest) -> HttpResponse:
    """Show which translations fell behind, by how much, and where to go on."""
    results = one_page(request.user, request.GET.get("page"))
    context = {"results": results, "rows": rows_of(request.user, results.object_list)}
    return render(request, "cms/translations/table.html", context)
