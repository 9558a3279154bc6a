"""What is asked, of whom, how closely, and why."""
