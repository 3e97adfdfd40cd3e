"""The build: builds what has changed in a staging folder, proves it, and moves it into the site."""
