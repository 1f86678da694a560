"""Actors: who a mention refers to, and what the article says of them."""
