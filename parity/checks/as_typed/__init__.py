"""The analysis as a person types it: its R source, and where its fit stops."""
