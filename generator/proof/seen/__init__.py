"""What a reader sees: pages laid out by a browser, and glyphs on paper, against what the built files hold."""
