"""A step in which so many people look, none of them at their own work."""
