"""Reads the facts that a report states: spans over its text, which is never changed; each kind has its module."""
