"""Floor 5: coalition pages, progress log, calls, action plans and the state of play."""
