"""Records to knowledge: store, identity, graph, cascade, obligations, alignment, coverage, search."""
