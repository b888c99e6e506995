"""Records to knowledge: what is stored, who is who, what follows from what, and what is missing.

    store                        one SQLite file: documents, texts, records, rulings
        connection, schema, shelving, editions, files, holdings, naming, verification, decisions, listing
    identity                     which document a citation means, in tiers with reason codes
        citing, referents
    network                      the graph of the whole store
        nodes
    cascade, legal_basis         plans above and below; what a document rests on
    search                       documents and tasks by words, with or without marks
        search_index
    similarity, alignment        tasks of two plans, compared and linked
        pinpoints, copying
    organisations, obligations   whom a phrase addresses; who must do what
    coverage                     what a plan covers of the plan above
        pair_study, verdicts, rulings, delegation, checks, deadlines, plan_findings
    explanation, gaps, inheritance   one verdict explained; all plans at once; all that binds an organisation
    projection                   the store as resources with IRIs, evidence and provenance
        document_resources, task_resources, organisation_resources, verdict_resources, evidence
    statements, rdf_syntaxes, json_ld   resources as RDF, written in five syntaxes
    validation, record_names     resources against the shapes of the ontology, faults told in words
    sparql                       questions in SPARQL, any or by name
        triple_view              the triples kept beside the store
        query_endpoint, query_worker   the process that answers, and is killed at a limit
        query_guard, query_parameters, query_answers

Every name is a module of this folder; those further in serve the one above them.
"""
