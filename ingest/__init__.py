"""Documents to records: reading, layout, outline, citations, agencies, tasks, deadlines, findings."""
