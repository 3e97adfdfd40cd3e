"""The markup of built pages: which elements hold the report's text, and what may be added to it and around it."""
