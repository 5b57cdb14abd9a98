"""The fifth set of made-up event types, written by a hand that had seen neither the rules under test nor the other sets. The
types, eight in each, are in `fifth_a.py` and `fifth_b.py`; `fifth_desk.py` holds the attributions and sidelines they share.

How origins are counted here: a body is one origin through whomever it speaks, and through whatever agency; a recording and
its copies are one; bodies that counted for themselves are two; an origin is against a claim if it denies it or has another
figure for the same thing. A number that was a paper's slip, and which that paper has put right, is nobody's figure.
"""
import fifth_a
import fifth_b

TYPES = [of_both for pair in zip(fifth_a.TYPES, fifth_b.TYPES) for of_both in pair]
