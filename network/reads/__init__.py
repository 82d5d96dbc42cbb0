"""What the network's pages show, read in a fixed number of queries."""
