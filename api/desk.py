"""Questions about a pair of plans, each a file or a document of the store: align, coverage, explain, check."""
