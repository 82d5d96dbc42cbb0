"""Adding a practice, an activity or a lesson from the site, with few questions."""
