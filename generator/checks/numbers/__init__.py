"""Checks of numbers against each other."""
