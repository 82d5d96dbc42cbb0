"""A step that looks for personal details, and the record of who agreed to be told about."""
