"""cancu: legal bases, plans, agencies and tasks of Vietnamese administrative documents, as one graph.

The four rooms of the house are `cancu.ontology` (the words), `cancu.ingest` (documents to records),
`cancu.graph` (records to knowledge) and `cancu.api` (delivery). Nothing is loaded when this package is imported.
"""
