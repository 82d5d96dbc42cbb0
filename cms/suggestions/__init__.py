"""Suggestions: what somebody proposes to change on a page, and what becomes of it."""
