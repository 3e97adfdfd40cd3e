"""What readers fill and writers read: Source and Report, what is noticed in them, and their pages."""
