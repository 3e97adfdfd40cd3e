"""What the commands show and ask."""
