"""Exact search: one index made from the model, searched here by the command line and in the browser by the theme.

A string that stands in a report is found wherever it is cut, and one that does not stand in it is not: nothing
is segmented, the text itself is scanned. The theme's `assets/javascripts/search/engine.js` is this package's twin;
`tests/search/cases.yml` holds both to the same answers.
"""
