"""A backend that sends on the spot and says nothing when that fails: the control's."""

from typing import Any

from django.core.mail.backends.smtp import EmailBackend


class PatientBackend(EmailBackend):
    """Sends while the request waits."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{**options, "fail_silently": True})
