"""The pages and blocks that show what a report states."""
