"""What the worker does for this floor."""

from cms.worker import Duty, duties
from coalitions.services.call_matches import tell_suited
from coalitions.services.calls import close_past_calls

# Finds something right after midnight, and nothing for the rest of the day.
duties.register("past calls", Duty(close_past_calls, seconds=600, at_wake=False))
duties.register("calls that suit", Duty(tell_suited, seconds=600, at_wake=False))
