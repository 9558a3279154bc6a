"""How good the predictions are altogether: discrimination and calibration in one number."""
