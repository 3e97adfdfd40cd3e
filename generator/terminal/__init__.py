"""The commands' output and questions on the terminal."""
