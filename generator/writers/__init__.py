"""Writers: an edition in, files as text out. None parses, none writes to disk."""
