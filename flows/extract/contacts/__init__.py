"""Calls, visits and meetings: triggers, sides, status, merging."""
