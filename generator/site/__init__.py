"""The site: MkDocs with our plugin and theme, files for machines, and downloads."""
