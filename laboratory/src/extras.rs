//! Facts of a department beyond those that every half speaks of. They follow from its money, so that the departments
//! of the other halves stay as they are.

use crate::number::{Exact, exact};
use crate::random::Random;
use crate::world::World;

/// Adds them.
pub fn add(world: &mut World) {
    let seed = u64::try_from(whole(world, "income.total") / 100).unwrap_or(0);
    let mut random = Random::split(seed, 77);
    staff(world, &mut random);
    money(world, &mut random);
    quarters(world, &mut random);
    procurement(world, &mut random);
    survey(world, &mut random);
    score(world);
}

fn whole(world: &World, name: &str) -> i128 {
    world.fact(name).map_or(0, |value| value.to_integer())
}

fn state(world: &mut World, facts: &[(&str, i128)]) {
    for (name, value) in facts {
        world.state(name, exact(*value, 1));
    }
}

fn staff(world: &mut World, random: &mut Random) {
    let [quota, actual, retired] = ["staff.quota", "staff.actual", "staff.retired"].map(|name| whole(world, name));
    let admin = random.between(quota / 4, quota / 2);
    let worker = random.between(2, 5);
    let women = random.between(actual / 4, actual / 2);
    let [master, college, below] = [(3, 7), (6, 12), (1, 4)].map(|(low, high)| random.between(low, high));
    let veteran = random.between(1, 3);
    let [joined, left] = [(2, 9), (1, 7)].map(|(low, high)| random.between(low, high));
    let party = random.between(actual / 2, actual * 4 / 5);
    let [contract, lent, cars] = [(4, 26), (2, 6), (3, 14)].map(|(low, high)| random.between(low, high));
    let facts = [
        ("staff.admin", admin),
        ("staff.worker", worker),
        ("staff.career", quota - admin - worker),
        ("staff.women", women),
        ("staff.men", actual - women),
        ("staff.master", master),
        ("staff.bachelor", actual - master - college - below),
        ("staff.college", college),
        ("staff.below", below),
        ("staff.veteran", veteran),
        ("staff.pensioner", retired - veteran),
        ("staff.joined", joined),
        ("staff.left", left),
        ("staff.prior", actual - joined + left),
        ("staff.party", party),
        ("staff.contract", contract),
        ("staff.lent", lent),
        ("staff.all", actual + contract),
        ("cars", cars),
    ];
    state(world, &facts);
}

/// Cuts a share of so many thousandths off an amount, in whole 100 元.
fn part(world: &World, of: &str, low: i128, high: i128, random: &mut Random) -> i128 {
    whole(world, of) / 100 * random.between(low, high) / 1_000 * 100
}

fn money(world: &mut World, random: &mut Random) {
    // The whole, the part that is drawn, the rest.
    for (of, first, rest, low, high) in [
        ("spend.personnel", "spend.wages", "spend.allowances", 850, 960),
        ("spend.office", "spend.goods", "spend.equipment", 880, 970),
        ("spend.balance", "balance.basic", "balance.project", 100, 400),
        ("prior.public", "prior.running", "prior.reception", 550, 720),
        ("prior.spend", "prior.basic", "prior.project", 420, 560),
        ("assets.total", "assets.wear", "assets.net", 280, 460),
    ] {
        let cut = part(world, of, low, high, random);
        let left = whole(world, of) - cut;
        state(world, &[(first, cut), (rest, left)]);
    }
    let fiscal = whole(world, "income.public") + whole(world, "income.fund");
    let beside = whole(world, "income.nontax") + whole(world, "income.other");
    let opened = part(world, "assets.total", 900, 960, random);
    let office = part(world, "spend.office", 1_030, 1_200, random);
    let batches = random.between(30, 140);
    let guests = batches * random.between(5, 9) + random.between(0, 4);
    let facts = [
        ("income.fiscal", fiscal),
        ("income.beside", beside),
        ("income.year", whole(world, "income.total") - whole(world, "income.carry")),
        ("assets.opened", opened),
        ("assets.added", whole(world, "assets.total") - opened),
        ("prior.office", office),
        ("reception.batches", batches),
        ("reception.guests", guests),
    ];
    state(world, &facts);
}

fn quarters(world: &mut World, random: &mut Random) {
    let [first, second, third] =
        [(120, 190), (210, 270), (230, 290)].map(|(low, high)| part(world, "spend.total", low, high, random));
    let last = whole(world, "spend.total") - first - second - third;
    let facts = [
        ("quarter.1", first),
        ("quarter.2", second),
        ("quarter.3", third),
        ("quarter.4", last),
        ("quarter.half", first + second),
        ("quarter.nine", first + second + third),
    ];
    state(world, &facts);
}

fn procurement(world: &mut World, random: &mut Random) {
    let planned = part(world, "procure.total", 1_020, 1_090, random);
    let saved = planned - whole(world, "procure.total");
    let micro = part(world, "procure.small", 400, 800, random);
    state(world, &[("procure.plan", planned), ("procure.saved", saved), ("procure.micro", micro)]);
}

fn survey(world: &mut World, random: &mut Random) {
    let sent = random.between(16, 60) * 10;
    let back = sent - random.between(3, sent / 12);
    let valid = back - random.between(1, 6);
    let glad = valid * random.between(70, 85) / 100;
    let fair = valid * random.between(8, 12) / 100;
    let facts = [
        ("survey.sent", sent),
        ("survey.back", back),
        ("survey.valid", valid),
        ("survey.void", back - valid),
        ("survey.glad", glad),
        ("survey.fair", fair),
        ("survey.sorry", valid - glad - fair),
        ("survey.pleased", glad + fair),
    ];
    state(world, &facts);
}

fn score(world: &mut World) {
    let execution = exact(world.execution_score, 100);
    let all = exact(world.score, 100);
    let lost = exact(100, 1) - all;
    let rate: Exact = world.fact("execution").unwrap_or_else(|| exact(1, 1));
    for (name, value) in [
        ("score.execution", execution),
        ("score.outputs", all - execution),
        ("score.lost", lost),
        ("execution.gap", exact(1, 1) - rate),
    ] {
        world.state(name, value);
    }
}
