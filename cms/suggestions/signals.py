"""What others may follow up, in the transaction in which it happens; each gets `suggestion`."""

from django.dispatch import Signal

# It waits for a reviewer: a member made it, or an address was confirmed.
suggestion_waiting = Signal()
# Readers see it on the page now.
suggestion_applied = Signal()
