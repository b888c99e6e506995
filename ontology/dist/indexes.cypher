// Compiled from the records; runs on every edition of Neo4j 5.

CREATE INDEX document_number IF NOT EXISTS FOR (n:Document) ON (n.number);
CREATE INDEX document_level IF NOT EXISTS FOR (n:Document) ON (n.level);
CREATE INDEX document_issuer IF NOT EXISTS FOR (n:Document) ON (n.issuer);
CREATE INDEX document_stub IF NOT EXISTS FOR (n:Document) ON (n.stub);
CREATE INDEX task_ref IF NOT EXISTS FOR (n:Task) ON (n.ref);
CREATE INDEX coverageassessment_status IF NOT EXISTS FOR (n:CoverageAssessment) ON (n.status);
CREATE INDEX citation_resolution IF NOT EXISTS FOR (n:Citation) ON (n.resolution);
CREATE FULLTEXT INDEX words IF NOT EXISTS FOR (n:Citation|Document|SourceText|Task) ON EACH [n.exact, n.folded] OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}};
