"""Checks of characters and words."""
