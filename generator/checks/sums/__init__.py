"""Checks of totals and their parts, told as amounts."""
