"""How mail leaves: everything is written to the database first, and the worker sends it."""

# Also what other packages send goes through the queue; no request waits for a mail server.
EMAIL_BACKEND = "cms.mailing.backend.QueueBackend"
OUTGOING_EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
# Seconds. Django's own default is to wait for ever.
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = "Schakel <schakel@schakel.example>"
