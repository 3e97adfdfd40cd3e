"""What a built site needs of its web server: lasting names, a content security policy, compressed copies."""
