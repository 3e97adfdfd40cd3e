"""The pages that hold a report's text."""
