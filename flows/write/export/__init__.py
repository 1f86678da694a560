"""Exports: the tables of a lake in the formats of other tools, one file a format."""
