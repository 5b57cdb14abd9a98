"""The second half of the made-up events: who saw, counted, filmed or decided what, and how newsrooms passed it on.

Every type is a function of an `Event`. Its docstring says who saw what; above it stand its tables of wordings.
In a wording `{n}` is a field, `{n_w}` its number in words, `{N_w}` the same as the first word of a sentence.
"""
from second_a import (
    protest_arrests, prison_break, epidemic_count, ship_seizure, town_evacuation, school_strike, plant_layoffs, poisoned_river, drone_strike,
    derailed_wagons,
)
from second_b import (
    election_night, missing_hikers, art_theft, food_poisoning, cattle_anthrax, border_ring, mayor_resigned, misquoted_doctor, blackout, demolition,
    convoy_seen, journalist_released, coach_crash,
)

TYPES = [
    protest_arrests, ship_seizure, epidemic_count, drone_strike, prison_break, school_strike, town_evacuation, plant_layoffs, derailed_wagons, food_poisoning,
    art_theft, poisoned_river, border_ring, mayor_resigned, cattle_anthrax, missing_hikers, election_night, coach_crash, convoy_seen, misquoted_doctor,
    journalist_released, blackout, demolition,
]
