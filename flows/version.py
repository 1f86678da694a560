"""The version of the program, which every row carries as `extractor_version`."""

__version__ = "0.1.0"
