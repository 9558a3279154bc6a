"""R's base graphics: metrics, axes, devices, display lists."""
