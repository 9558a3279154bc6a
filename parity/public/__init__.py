"""What a Python user holds in the hand: a study from any data, a run, somebody else's number held against R."""
