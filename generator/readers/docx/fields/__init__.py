"""Fields of Word: where a code ends and its result begins, and what those draw that have no result."""
