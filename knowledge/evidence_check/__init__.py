"""A step that looks whether a claim says what it rests on."""
