"""The proof: shows from the built files alone that every output has the characters of its published source."""
