"""Files for web servers: names with fingerprints, a content security policy, compressed copies, server settings."""
