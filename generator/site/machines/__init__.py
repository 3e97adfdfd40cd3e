"""What programs learn about the site: page labels, feeds, sitemaps, JSON-LD and Open Graph."""
