"""Annotated reports: the notation people write, the stand-off form the repository keeps, and what checks both."""
