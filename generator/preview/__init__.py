"""The preview (`gongkai serve`): serves a site while it is worked on, and builds each part when it is looked at."""
