"""Raw articles to clean ones: repair, date, language, identity, and the way back to the source."""
