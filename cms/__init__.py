"""Floor 1: settings, page base, blocks, design, navigation, content bundles and the worker."""
