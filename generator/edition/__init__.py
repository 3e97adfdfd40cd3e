"""The edition, a report ready to be published: Report, facts, settings, earlier versions and its place in a series."""
