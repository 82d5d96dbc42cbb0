"""Being told: who follows what, and what they hear of it."""
