"""Downloads for readers: the offline bundle and the single file."""
