"""Sources to raw articles, one reader a file."""
