"""The figures of a report: numbers with unit, subject, change and period."""
