"""Documents to records. Follow `extraction.extract` to read it in one sitting.

    collection                   files, folders and archives → what there is to read
    batches                      documents read and extracted for another process
    readers                      bytes → text (NFC, hash, places)
        detection, formats, encodings, archives   what a file is, who reads it, whether it is safe
        isolation, worker                         the child process that reads it
        transcript                                the shape in which every reader of a format writes
            torn_paragraphs                       where a program made a paragraph of every printed line
        html_reader, html_page, html_tables, html_lists   saved web pages
        docx_reader                               Word: docx_package, docx_styles, docx_numbering, docx_text
        doc_reader, office_converter              Word 97–2003, OpenDocument, Rich Text, by other programs
        xlsx_reader, xls_reader                   workbooks: worksheets, cell_values
        legacy_fonts, office_errors               letters before Unicode; what these readers refuse
        pdf_reader, image_reader                  text layer, or scan
            text_layer, pdf_rules                 what a page of a PDF holds
            ocr, scan_reader, scan_picture        what the picture of a page shows
            symbol_slips, label_slips             what the optical reader mistook
            printed_page, page_assembly           words at their places → the transcript
            page_columns, page_furniture, page_paragraphs, ruled_tables, cell_text, split_tables
    layout, line_breaks, cells   text → lines → paragraphs and tables
        row_tables                                tables whose rows are lines
        flat_tables, flat_cells, flat_lines, flat_columns   tables without bars
        merged_cells                              cells that several rows share
    labels, quotations, outline  → the tree of labelled places
    headings, sections, place_kinds  which of them are headings, and what these announce
    tasks                        → tasks, duties, targets
        tables, table_columns                     rows of task tables; which column tells what
        fields, item_fields, obligation           field lines; what obliges
        agencies, agency_*, lead_ins              who leads, who takes part
        deadlines, milestones, time_expressions   when it is due
        measures                                  how much
        task_refs                                 no two of one name
    header                       → type, number, date, place, issuer, title, signer, period
        document_head, head_lines, own_unit, head_issuer, issuing_body, titles, signature
        data_blocks                               what a web page prints around the document
    citations                    → every mention of another document
        mentions, law_names, own_mentions         where it stands
        mention_details, issuer_phrases, pinpoints, dates   its date, issuer, pinpoint
        passages, sentences, further_mentions     in what relation, of which document
            relations, cues, connectives, citation_lists, appositions, unnumbered
            repeal_registers, quoted_mentions
        plain, page_frame, working_mention        the text as the patterns see it
    findings                     → what a careful reader would object to
    gold, evaluation             records against a person's own labels

Every name is a module of this folder; those further in serve the one above them.
"""
