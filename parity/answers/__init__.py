"""Where an answer comes from: R now, what R said before, other Python libraries."""
