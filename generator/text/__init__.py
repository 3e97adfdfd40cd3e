"""Rules of Chinese text in general: widths, numerals, dates, sentences, quotation marks; none is about reports."""
