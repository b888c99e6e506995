"""The words: records, vocabularies as data, orthography, identifiers. Imports nothing else of cancu.

What the words mean to others is compiled from the records:

    markers, classes, properties   the terms that records and their fields are marked with
    resources                      the records as they stand in the graph, with IRIs and references
    slots                          the marked fields, read once
    wordings, schemes, namespaces  labels and definitions; closed lists; terms of other vocabularies
    compilation                    everything in `dist/`
        owl, shapes, json_context, json_schema, neo4j_constraints, term_pages
"""
