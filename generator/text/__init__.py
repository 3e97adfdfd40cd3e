"""Chinese text as such: widths, numerals, sentences, quotation marks. Nothing here knows of reports."""
