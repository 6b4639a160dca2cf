"""The public pages: thin. May use the search and everything below it; decides nothing about eligibility, order or counts."""
