"""Proof of the files beside the pages: bundles, compressed copies, manifests, signatures, data and search index."""
