"""What the worker does for the yearly check."""

from cms.worker import Duty, duties
from knowledge.yearly_check.asking import ask_all, remind

# In office hours; finds something on a few days of the year.
duties.register("yearly check", Duty(ask_all, seconds=3600, at_wake=False))
duties.register("yearly check reminders", Duty(remind, seconds=3600, at_wake=False))
