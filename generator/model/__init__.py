"""The model between readers and writers: Source and Report, the messages about them, and a report's pages."""
