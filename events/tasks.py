"""What the worker does for this floor."""

from cms.worker import Duty, duties
from events.services.promoting import release_lapsed
from events.services.reminders import send_reminders
from events.services.report_duties import remind_of_reports, send_session_links
from events.services.survey import send_surveys

# Somebody may wait for a place that was held or offered until a moment ago.
duties.register("lapsed places", Duty(release_lapsed, seconds=60, at_wake=False))
# Finds something in the morning after an event.
duties.register("surveys", Duty(send_surveys, seconds=600, at_wake=False))
duties.register("reminders", Duty(send_reminders, seconds=300, at_wake=False))
# Links for hosts in the morning of a gathering; a reminder three and seven days after it.
duties.register("session links", Duty(send_session_links, seconds=600, at_wake=False))
duties.register("missing reports", Duty(remind_of_reports, seconds=3600, at_wake=False))
