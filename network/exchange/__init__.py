"""Members and organisations as tables: they come in with a preview and go out safely."""
