"""Checking what a text quotes from the reports."""
