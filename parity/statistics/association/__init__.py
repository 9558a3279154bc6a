"""How a single predictor goes with the outcome: the tables of characteristics, and the tests beside them."""
