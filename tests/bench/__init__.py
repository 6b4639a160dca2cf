"""Speed, as ratios in one run; no test asserts a time (these machines are shared and noisy)."""
