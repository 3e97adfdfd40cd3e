"""What a publisher sets: the project, a report, the site, the paper."""
