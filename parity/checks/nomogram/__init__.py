"""The nomogram held against rms."""
