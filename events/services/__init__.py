"""What happens to events and registrations: one file for each subject."""
