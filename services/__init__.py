"""The directory.

Rooms, from the top: doors (web, api, admin, management) → exchange → display → actions → search → eligibility → models → choices, geo,
opening_times. Imports run downwards only.
"""
