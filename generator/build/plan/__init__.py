"""What there is to build, what is held back, and what is told of it."""
