"""The stated status: how far the words of a report say that something is done."""
