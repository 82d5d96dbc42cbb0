"""Search: language analysis, two engines behind one interface, and the pages that use them."""
