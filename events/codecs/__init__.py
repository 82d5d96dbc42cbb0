"""How events and reports stand in a bundle."""
