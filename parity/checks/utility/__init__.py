"""What acting on the predictions is worth."""
