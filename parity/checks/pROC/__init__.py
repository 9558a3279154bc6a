"""What R's pROC does instead of the definition."""
