"""What people see of the network, and what they send back."""
