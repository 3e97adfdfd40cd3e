"""Style sheets of a web page: their rules, for which elements and which windows these are."""
