"""Mail that was given up: to see, to send again, to let go."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cms.access import needs
from cms.mailing.services import MailError, let_go, send_again
from cms.models import OutgoingMail


@needs("cms.resend_mail")
@require_GET
def undelivered_mail(request: HttpRequest) -> HttpResponse:
    """Show what could not be delivered, and why."""
    mails = OutgoingMail.objects.given_up().select_related("recipient")
    results = Paginator(mails, 25).get_page(request.GET.get("page"))
    context = {"results": results, "held_up": OutgoingMail.objects.held_up().count()}
    return render(request, "cms/mails/undelivered.html", context)


@needs("cms.resend_mail")
@require_POST
def resend_mail(request: HttpRequest, pk: int) -> HttpResponse:
    """Send one mail again, or leave it at that."""
    mail = get_object_or_404(OutgoingMail, pk=pk)
    try:
        if request.POST.get("action") == "let_go":
            let_go(mail)
            messages.success(request, _("Removed from the list."))
        else:
            send_again(mail)
            messages.success(request, _("It is sent again within a minute."))
    except MailError as error:
        messages.error(request, str(error))
    return redirect("undelivered_mail")
