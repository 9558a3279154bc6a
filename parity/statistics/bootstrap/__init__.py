"""The bootstrap of any statistic: resamples in the order of R's boot, and four intervals of what they give."""
