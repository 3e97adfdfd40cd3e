"""Fields of Word: what is their code, what their result, and what a field without a result draws."""
