"""Events to Parquet: tables, staging, commit, verification."""
