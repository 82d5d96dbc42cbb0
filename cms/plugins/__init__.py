"""Plugins: applications that bring steps of a workflow, kinds of notice, panels, documents."""
