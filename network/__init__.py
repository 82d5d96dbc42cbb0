"""Floor 3: who takes part: accounts, organisations, neighbourhoods and roles."""
