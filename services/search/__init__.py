"""Which offers, in which order, how many. May use models, choices, geo; knows no request, no URL, no HTML.

`SearchQuery` is the only thing that comes in, `SearchResult` the only thing that goes out.
"""
