"""Measures an event table against gold annotations; no step of the pipeline imports it."""
