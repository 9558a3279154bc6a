"""R's figures as lists of what is drawn where, and the painters that put these on paper."""
