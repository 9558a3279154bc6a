"""Display lists put on paper: R's PDF, SVG, cairo, matplotlib."""
