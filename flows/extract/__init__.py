"""Clean articles to events: triggers, statements, contacts, actors, places, dates, merging."""
