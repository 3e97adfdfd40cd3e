"""Who builds the reports: the processes of this machine, or those of others."""
