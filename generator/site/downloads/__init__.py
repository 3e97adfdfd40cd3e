"""What readers take away: the bundle and the single file."""
