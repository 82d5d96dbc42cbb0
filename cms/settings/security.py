"""What browsers may do with our pages, and how people sign in."""

from csp.constants import NONE, SELF, UNSAFE_INLINE

AUTH_USER_MODEL = "network.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]
LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = WAGTAILADMIN_LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "network.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "network.forms.accounts.SignInForm",
    "request_login_code": "network.forms.accounts.CodeForm",
    "confirm_login_code": "network.forms.accounts.MailedCodeForm",
    "add_email": "network.forms.accounts.NewAddressForm",
    "reset_password": "network.forms.accounts.LostPasswordForm",
    "change_password": "network.forms.accounts.OtherPasswordForm",
    "set_password": "network.forms.accounts.FirstPasswordForm",
    "reset_password_from_key": "network.forms.accounts.PasswordByMailForm",
}
MFA_FORMS = {
    "authenticate": "network.forms.accounts.SecondStepForm",
    "reauthenticate": "network.forms.accounts.SecondStepAgainForm",
    "activate_totp": "network.forms.accounts.SetUpForm",
}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Whoever changes an address, a password or the second step hears of it at the old address.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
# An unknown address gets a mail too: the answer, and the work behind it, are the same for all.
ACCOUNT_PREVENT_ENUMERATION = ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
# Mail arrives late, and somebody installs an app before the first code: a quarter of an hour each.
ACCOUNT_LOGIN_BY_CODE_ENABLED = ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_TIMEOUT = 30 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
# Digits, because a phone has a keyboard for them; five tries in a million.
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# For each network address and for each account. Counted in the cache, which all web processes
# must therefore share (a check says so); behind a proxy ALLAUTH_TRUSTED_PROXY_COUNT tells whose
# address counts.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "request_login_code": "20/m/ip,5/15m/key",
    "reset_password": "20/m/ip,5/15m/key",
    "manage_email": "5/15m/user",
    # Asking to take part: a gathering shares one connection, one person needs one try.
    "join": "40/h/ip,5/d/key",
    # Answering without an account; each one is a mail to an address that somebody typed.
    "answer": "40/h/ip,5/d/key",
    # The same for a suggestion to improve a page.
    "suggest": "40/h/ip,5/d/key",
    "suggest_member": "60/h/user",
    # At a campaign a whole room registers over one connection.
    "register": "200/h/ip,3/h/key",
}
# The coordinator gives out accounts, so there is no address that nobody vouches for.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_ADAPTER = "network.adapters.SecondStepAdapter"
# A clock that is half a minute off still opens the door.
MFA_TOTP_TOLERANCE = 1
ADMIN_NEEDS_SECOND_STEP = True
# A password or an address is changed in one place, where it is confirmed.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
# An account needs none: signing in works with a code by mail.
WAGTAILUSERS_PASSWORD_REQUIRED = False

# Public pages carry no nonce, so that they can be cached as they are.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    },
}
# The admin is full of inline script and style; nobody else's pages get this.
ADMIN_CONTENT_SECURITY_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: [] for feature in ("camera", "geolocation", "microphone", "payment", "usb")
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
