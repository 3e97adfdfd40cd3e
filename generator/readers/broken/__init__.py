"""Text that was broken to a width, and the paragraphs that it was before."""
