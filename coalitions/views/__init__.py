"""From a request to an answer, one file for each subject."""
