"""Floor 6: gatherings, trainings and campaign activities, their registrations and reports."""
