"""Who looks after a page, and when it is read again."""
