"""Views of the network floor, one file per subject."""
