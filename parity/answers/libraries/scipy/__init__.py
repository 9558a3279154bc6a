"""What scipy is asked."""
