"""The words: records, vocabularies as data, orthography, identifiers. Imports nothing else of cancu."""
