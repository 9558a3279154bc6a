"""One figure a module: from a value to a display list."""
