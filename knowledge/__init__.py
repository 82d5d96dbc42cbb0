"""Floor 4: what the network knows: themes, activities, practices, guidance, lessons, sources."""
