"""What the editors' desk knows of this floor: what is loose, short, unfounded or not classified."""
