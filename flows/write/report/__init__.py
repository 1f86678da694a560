"""The report: one HTML page that holds the events, their articles and all it takes to look at them."""
