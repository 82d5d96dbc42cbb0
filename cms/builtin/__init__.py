"""Plugins that come with the house. Nothing in the core knows their names; the settings do."""
