"""Compares reports: problems that come back, figures of the same name, documents that several cite."""
