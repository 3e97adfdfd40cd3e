"""The build: what has changed is built, proven, and put in place."""
