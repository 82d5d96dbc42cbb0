"""Reads of the knowledge floor: facts of many pages at once, pages, lists and the home page."""
