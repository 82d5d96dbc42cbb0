"""The demo's settings for many clients on one machine, which the site would take for one visitor.

What is measured asks for its limits all the same; they are only wider.
"""

from cms.settings.demo import *  # noqa: F403
from cms.settings.security import ACCOUNT_RATE_LIMITS as _LIMITS

ACCOUNT_RATE_LIMITS = {**_LIMITS, "register": "1000000/h/ip,3/h/key"}
