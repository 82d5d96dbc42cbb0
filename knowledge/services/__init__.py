"""Every change of this floor that touches more than one row."""
