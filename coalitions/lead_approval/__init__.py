"""A step of whoever leads the coalition that a page is about."""
