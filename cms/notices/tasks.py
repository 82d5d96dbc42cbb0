"""What the worker does so that people are told."""

from cms.notices.weekly import write_round
from cms.worker import Duty, duties

# Outside the three days in which there is a round, this reads the clock and nothing else.
duties.register("weekly mail", Duty(write_round, seconds=60, at_wake=False))
