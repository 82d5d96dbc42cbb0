"""What people may ask of their data: to see it, to have it removed, to have it kept short."""
