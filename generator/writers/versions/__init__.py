"""A report's earlier versions, and what changed between them."""
