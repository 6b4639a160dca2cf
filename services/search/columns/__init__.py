"""The search over arrays and bitmaps in this process: the same answers as the SQL, for a million listings.

A listing is a position; a search is a bitmap of positions, and everything that is counted or filtered by is a row of bits
(`bits`). Positions follow the places (`places`), so that a town is a stretch of words. A changed listing gets a new position at
the end and its old one dies, so that a snapshot in use never changes (`snapshot`). Knows the read model, never the facts.
"""
