"""The numbers that a text tells, and what they belong to."""
