"""The preview: a site served while it is worked on, each part made when somebody looks at it."""
