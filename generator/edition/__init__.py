"""A report ready to be published: Report, facts, settings, earlier versions, its place in a series."""
