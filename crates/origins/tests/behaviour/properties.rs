//! What must hold of every case: the order of the input does not matter, copies add nothing, the result is the same
//! each time.

use crate::world::World;
use crate::worlds::{Numbers, generate};
use model::Claim;
use std::collections::BTreeMap;

fn counts(world: &World) -> BTreeMap<String, [u32; 4]> {
    let four = |claim: &Claim| {
        let (says, against) = (&claim.origins_for, &claim.origins_against);
        [says.low, says.high, against.low, against.high]
    };
    world.count().claims.iter().map(|claim| (claim.id.clone(), four(claim))).collect()
}

fn shuffle<T>(list: &mut [T], numbers: &mut Numbers) {
    for at in (1..list.len()).rev() {
        list.swap(at, numbers.below(at as u64 + 1) as usize);
    }
}

#[test]
fn the_order_of_the_input_does_not_matter() {
    for seed in 0..40 {
        let (mut world, _) = generate(seed);
        let before = world.count();
        let mut numbers = Numbers(seed + 1000);
        shuffle(&mut world.items, &mut numbers);
        shuffle(&mut world.statements, &mut numbers);
        shuffle(&mut world.matches, &mut numbers);
        shuffle(&mut world.groups, &mut numbers);
        assert_eq!(world.count(), before, "world {seed}");
    }
}

#[test]
fn a_copy_of_any_item_changes_no_count() {
    for seed in 0..40 {
        let (world, _) = generate(seed);
        let before = counts(&world);
        for facts in &world.items {
            let mut with_copy = world.clone();
            with_copy.copy_of(&facts.name, &format!("{} again", facts.name), false);
            assert_eq!(counts(&with_copy), before, "world {seed}, copy of {}", facts.name);
        }
    }
}

#[test]
fn ten_copies_of_the_same_page_raise_no_count() {
    for seed in 0..10 {
        let (mut world, _) = generate(seed);
        let before = counts(&world);
        for copy in 0..10 {
            world.copy_of("page 1", &format!("copy {copy}"), false);
        }
        assert_eq!(counts(&world), before, "world {seed}");
    }
}

#[test]
fn an_item_that_only_comments_changes_no_count() {
    for seed in 0..10 {
        let (mut world, _) = generate(seed);
        let before = counts(&world);
        let name = "a forum";
        world.page(name, "Forum", "2031-05-20");
        let said = world.says(name, "twelve, they say", crate::world::By::Commenter("commenter 9"));
        let member = model::ClaimMember { statement: said, stance: model::Stance::For, reason: String::new() };
        world.groups[0].members.push(member);
        assert_eq!(counts(&world), before, "world {seed}");
    }
}
