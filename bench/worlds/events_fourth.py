"""The fourth set of event types, written blind: by a hand that knew neither the rules under test nor the other sets.

The news is of accidents, war, protest, crime, health, industry, elections, sport, weather and courts, in the plain English
of agencies and regional papers. A body is one origin whoever speaks for it, a clip and its copies are one, two who each
counted or saw for themselves are two, and what a page has from another leads to whom the other has it from. Against a
claim are those who give another figure of the same thing, or deny it; who corrects himself no longer counts for what he
has taken back.
"""
import fourth_a
import fourth_b

TYPES = fourth_a.TYPES + fourth_b.TYPES
