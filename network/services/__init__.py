"""Every change of the network that touches more than one row."""
