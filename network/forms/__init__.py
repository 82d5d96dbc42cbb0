"""What people and coordinators fill in."""
