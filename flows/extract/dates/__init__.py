"""Time expressions: detection and values."""
