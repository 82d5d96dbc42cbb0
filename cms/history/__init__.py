"""What a page was before, and who changed it, for everybody who reads it."""
