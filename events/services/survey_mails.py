"""The mail that asks how it was."""

from cms.mailing.services import write_mail
from events.models import Registration

MAIL = "surveys"


def tell_survey(registration: Registration, token: str) -> None:
    """Ask somebody how it was, with a link of their own."""
    write_mail(
        MAIL,
        "events/mails/survey",
        {"registration": registration, "event": registration.event, "token": token},
        to=registration.email,
        recipient=registration.user,
        language=registration.language,
        key=f"{MAIL}:{registration.pk}",
    )
