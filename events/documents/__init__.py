"""How events, reports and findings look to the search index."""
