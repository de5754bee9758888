"""Which articles tell of one event, in whatever words. Pure.

terms       an article's words as stems, the earlier the heavier
portrait    the telling ones among them as a unit vector: of an article, or of a whole story
placing     which story an article joins, which stories are one, and when one is two
"""
