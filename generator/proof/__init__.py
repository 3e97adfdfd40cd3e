"""Proof, from the built files alone, that every output says what the source says."""
