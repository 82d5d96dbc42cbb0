"""What pages and lists show, one file for each subject."""
