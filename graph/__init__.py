"""Records to knowledge: what is stored, who is who, what follows from what, and what is missing.

    store                        one SQLite file: documents, texts, records, rulings
        connection, schema, shelving, editions, files, holdings, naming, changes,
        verification, decisions, listing
    identity                     which document a citation means, in tiers with reason codes
        citing, referents
    network                      the graph of the whole store
        nodes, surroundings, neighbourhood, likely_plans
    knowledge                    what answers need from a store, whichever it is
        embedded, holders        the store file
        neo4j_knowledge, neo4j_records, neo4j_surroundings, neo4j_lists, neo4j_inheritance, neo4j_search, neo4j_driver
    neo4j_push                   the store brought to a Neo4j server
        server_documents, server_verdicts, server_graph, neo4j_statements, neo4j_check, neo4j_files
    cascade, legal_basis         plans above and below; what a document rests on
    search                       documents and tasks by words, with or without marks
        search_index
    similarity, alignment        tasks of two plans, compared and linked
        pinpoints, copying, shared_words
    organisations, obligations   whom a phrase addresses; who must do what
    coverage                     what a plan covers of the plan above
        pair_study, verdicts, rulings, delegation, checks, deadlines, plan_findings
        unit_links, unit_worker   what the plans of units make of it, and the process that compares many of them
    explanation, gaps, inheritance   one verdict explained; all plans at once; all that binds an organisation
    dossiers, assignments, drafting, differences, calendars   what the papers for offices hold
    projection                   the store as resources with IRIs, evidence and provenance
        document_resources, task_resources, organisation_resources, verdict_resources, evidence, identified
    statements, rdf_syntaxes, json_ld   resources as RDF, written in five syntaxes
    validation, record_names     resources against the shapes of the ontology, faults told in words
    sparql                       questions in SPARQL, any or by name
        triple_view              the triples kept beside the store
        query_endpoint, query_worker, worker_process   the process that answers, and is killed at a limit
        query_guard, query_parameters, query_answers
    flat_graph, graph_formats    the working graph for other programs: GraphML, GEXF, node-link JSON
    property_graph               the resources as nodes and relationships
        cypher_script, neo4j_import
    tabulation, table_files      the resources as tables: frames, CSV, Parquet
    mappings                     the links between tasks as SSSOM

Every name is a module of this folder; those further in serve the one above them.
"""
