"""Every change of coalitions, calls and plans; raises `CoalitionError`."""
