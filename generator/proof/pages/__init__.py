"""Built pages as they are written: which elements hold the report's text, and what stands around it."""
