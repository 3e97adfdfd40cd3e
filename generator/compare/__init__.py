"""What several reports have in common: problems that come back, figures that stand beside each other."""
