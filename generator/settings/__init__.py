"""The publisher's settings: where a project has its files, and the settings of reports, the site and the PDF."""
