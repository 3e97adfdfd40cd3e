"""The plan of a build: which reports are to be built, which are held back and why, and the messages about them."""
