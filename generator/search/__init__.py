"""Exact search: one index, searched here for the command line and by the theme's scripts in the browser.

Text is not segmented into words but scanned as it is: any string of a report is found, and no other. The theme's
`assets/javascripts/search/engine.js` has the same rules as this package; `tests/search/cases.yml` tests both.
"""
