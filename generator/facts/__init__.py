"""Report → facts: spans over its text, one kind a module; never an edit of the text."""
