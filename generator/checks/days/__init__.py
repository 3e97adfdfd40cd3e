"""Checks of dates and periods."""
