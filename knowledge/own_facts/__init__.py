"""What an organisation knows best of its own activity, which it changes by itself."""
