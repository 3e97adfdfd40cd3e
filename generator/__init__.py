"""gongkai: turn an official rectification report into a website that says exactly what the report says."""

__version__ = "0.1.0"
