"""Event types of a third hand: each docstring says who saw what, and so how many origins a claim has.

Sentences are frames ("according to {body}, {claim}.") filled with claims ("{n} people were killed in {place}"). `{n}` is the
figure, `{words}` the same in words; `Tale.exact` draws only wordings with the plain number.
"""
from third_a import (
    avalanche_wire, dam_leak_copied, bridge_blockade_clip, train_lorry_two_clips, data_leak_in_a_ring, stadium_crush_witness,
    hospital_shelling_denied, port_strike_denied, prison_fire_two_agencies,
)
from third_b import (
    ngo_report_everywhere, mass_grave_two_figures, school_bus_corrected, customs_queue_counted, church_burglary_chain, wildfire_deliberate,
    mine_accident_two_bodies, factory_poisoning_one_hospital, sea_rescue_three_origins, hostage_taking_ends, brush_fire_mayor_revises,
)

TYPES = [
    avalanche_wire, dam_leak_copied, bridge_blockade_clip, train_lorry_two_clips, data_leak_in_a_ring, stadium_crush_witness,
    hospital_shelling_denied, port_strike_denied, prison_fire_two_agencies, ngo_report_everywhere, mass_grave_two_figures,
    school_bus_corrected, customs_queue_counted, church_burglary_chain, wildfire_deliberate, mine_accident_two_bodies,
    factory_poisoning_one_hospital, sea_rescue_three_origins, hostage_taking_ends, brush_fire_mayor_revises,
]
