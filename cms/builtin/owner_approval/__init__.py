"""A step of whoever looks after the page."""
