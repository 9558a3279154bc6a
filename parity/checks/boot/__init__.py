"""What the functions of R's package boot say and do."""
