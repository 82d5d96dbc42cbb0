"""What members say to each other about a page."""
