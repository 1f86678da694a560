"""Statements: cues, contents, speakers."""
