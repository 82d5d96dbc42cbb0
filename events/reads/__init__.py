"""What pages and lists show of events."""
