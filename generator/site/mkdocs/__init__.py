"""MkDocs with our plugin and Markdown extensions, which builds one part of the site at a time."""
