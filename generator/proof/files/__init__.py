"""Files beside the pages: what a bundle holds, what a manifest names, and who signed it."""
