"""Places: names to countries and coordinates, offline."""
