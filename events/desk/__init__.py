"""What waits on this floor, for whoever keeps the network going and for one member."""
