"""The way from a request to an answer: one file for each subject."""
