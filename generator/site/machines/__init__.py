"""What programs are told of the site: labels, feed, sitemap, JSON-LD."""
