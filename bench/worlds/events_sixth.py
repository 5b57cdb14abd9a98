"""The sixth set of made-up events, written blind by a hand that knew neither the rules under test nor the other sets:
what a wire desk gets from wars, ballots, mines, borders and hospitals. `sixth_a.py` and `sixth_b.py` hold eight types
each, `sixth_desk.py` what they share.

How origins are counted: a body is one origin however many of its people speak and however many outlets quote it; a clip
and its copies are one, the one of who filmed it; outlets that credit others add nothing; two bodies, reporters or
witnesses that each counted or saw for themselves are two. Against a claim is who gives another figure of the same thing
or denies it; a figure that its own source has taken back is against nothing.
"""
import sixth_a
import sixth_b

TYPES = sixth_a.TYPES + sixth_b.TYPES
