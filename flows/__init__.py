"""Prefect flows that turn dated news into a dated event table."""
