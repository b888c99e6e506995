"""Documents to records. Follow `extraction.extract` to read it in one sitting.

    readers                      bytes → text (NFC, hash)
    layout, cells                text → lines → paragraphs and tables
        flat_tables, flat_cells, flat_lines, flat_columns   tables without bars
        merged_cells                              cells that several rows share
    labels, outline              → the tree of labelled places
    headings, sections           which of them are headings, and what these announce
    tasks                        → tasks, duties, targets
        tables, fields, item_fields, obligation   columns and field lines; what obliges
        agencies, agency_*                        who leads, who takes part
        deadlines, milestones, time_expressions   when it is due
        measures                                  how much
    header                       → type, number, date, place, issuer, title, signer, period
        head_lines, own_unit, issuing_body, titles, signature
    citations                    → every mention of another document
        mentions, law_names, own_mentions         where it stands
        mention_details, issuer_phrases, pinpoints, dates   its date, issuer, pinpoint
        relations, passages                       in what relation, of which document
        plain, page_frame, working_mention        the text as the patterns see it
    findings                     → what a careful reader would object to
    gold, evaluation             records against a person's own labels

Every name is a module of this folder; those further in serve the one above them.
"""
