"""How far a text says that a thing is done."""
