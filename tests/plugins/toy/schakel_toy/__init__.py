"""Short sentences: a step that waits where a sentence is too long."""
