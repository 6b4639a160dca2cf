"""Every write across models, or that must be remembered. May use search, eligibility and models; knows no request, no file."""
