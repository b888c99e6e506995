"""Delivery: what was found, in the form in which each person works.

    workspace, desk              the one place where delivery asks: a store; one plan or a pair of plans
        overview, paperwork, rulings   questions about all plans; what papers are made from; people's rulings
        intake, crews            files into the store, read by one process or by many
    command_line                 the program
        commands_*               its commands, by what they are about
        options, usage, messages, terminal, tables   options, wrong usage, words, what people see
        views, views_*           what commands print, from the value that `--json` prints
        delivery, conditions     where a result goes; what it must meet
    report_model                 a report before it has a format
        *_report, coverage_paper, coverage_sheets   which report says what
        report_*, calendar_file  a report as Word, Excel, HTML, CSV, text; deadlines as a calendar
        office_*, *_parts        the page of the decree, letters, packages; what reports share
    exports                      the store for other programs
        linked_data, linked_forms   RDF and its forms
    service                      pages and HTTP; its docstring is the map of both
        service_*, routes_*      the door, the library, answers; addresses for programs
        pages, pages_*           pages, each with what it shows (`coverage_board`, `matrix_board`, `marked_text` …)
        templates/, static/      their words and looks
    analysis                     `import cancu` for analysts
        frames, question_frames, named_questions   tables
        pictures, plot_*, displays   pictures, and what a notebook shows

Nothing here decides anything: figures and verdicts come from `cancu.graph`, and every form tells the same.
"""
