"""How well the model tells events from non-events."""
