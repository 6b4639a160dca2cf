"""The directory. Rooms, from the top: doors (web, api, admin, management) → exchange → actions → search | hsds → eligibility → models → choices, geo, opening_times."""
