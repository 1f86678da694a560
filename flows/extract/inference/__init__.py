"""The small model's networks, run many words at a time: what spaCy's own components find, in less time."""
