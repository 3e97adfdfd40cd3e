"""Tables of a page: where their cells are, and the words in them."""
