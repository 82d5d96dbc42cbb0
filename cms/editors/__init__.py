"""The editors' desk: which pages need something, and doing it for many at once."""
