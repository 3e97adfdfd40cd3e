"""What changes sources and settings: taking a report in, correcting one."""
