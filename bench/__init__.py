"""The measurements: each line of work beside the best that can be written for it, in one run."""
