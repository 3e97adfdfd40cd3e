"""Documents that a report cites in 《》, and what it says was done with each."""
