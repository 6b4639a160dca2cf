"""How an offer is told to people: its first step, hours, languages, rules and dates in words, for pages and API alike.

May use search and models; knows no request, no HTML, no URL.
"""
