"""What a formula means: terms, design columns, and how R names and writes them. Numbers only."""
