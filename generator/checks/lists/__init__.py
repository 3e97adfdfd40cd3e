"""Checks of lists beside what is told of them: a number of things, values for each."""
