"""How a model would do on patients it was not fitted to: resampling validation."""
