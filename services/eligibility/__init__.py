"""Who may use an offer. Pure: facts in, a verdict with its reasons out.

May use models (to read rules) and choices; knows no request, no search, no sentence in any language
(but for what the linter says to staff).
"""
