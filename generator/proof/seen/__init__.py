"""The proof of what a reader sees: every character of a page is visible in a browser, every glyph of a PDF is drawn."""
