"""Delivery: the command line, its tables and reports."""
