"""A step that looks whether the other language keeps up."""
