//! A department and its year, before anybody writes about it: every number agrees with every other.

use std::collections::BTreeMap;

use crate::extras;
use crate::nouns::Kind;
use crate::number::{Exact, Printed, exact};
use crate::random::Random;
use crate::unit::Unit;

/// One thing the department did, with the aim it had.
#[derive(Clone, Debug)]
pub struct Output {
    /// 新改建农村公路
    pub phrase: String,
    pub unit: String,
    pub actual: Printed,
    pub target: Printed,
    pub weight: i128,
    /// In tenths.
    pub score: i128,
}

/// The department and its year.
#[derive(Clone, Debug)]
pub struct World {
    pub kind: Kind,
    /// Amounts in 元, counts in ones.
    facts: BTreeMap<String, Exact>,
    words: BTreeMap<String, String>,
    pub subordinates: Vec<String>,
    pub projects: Vec<String>,
    pub outputs: Vec<Output>,
    pub year: i128,
    /// Hundredths of points, and the grade.
    pub score: i128,
    /// Hundredths of points for the execution of the budget.
    pub execution_score: i128,
    pub members: Vec<String>,
}

/// Money in hundredths of 万元, that is in 100 元.
type Cents = i128;

impl World {
    /// Invents a department of this kind. `plain` leaves out income beside the public budget.
    pub fn invent(kind: &Kind, plain: bool, random: &mut Random) -> Self {
        let mut world = Self {
            kind: kind.clone(),
            facts: BTreeMap::new(),
            words: BTreeMap::new(),
            subordinates: Vec::new(),
            projects: Vec::new(),
            outputs: Vec::new(),
            year: random.between(2019, 2023),
            score: 0,
            execution_score: 0,
            members: Vec::new(),
        };
        world.name(random);
        world.money(plain, random);
        world.other_money(random);
        world.staff(random);
        world.work(random);
        world.judged();
        extras::add(&mut world);
        world
    }

    /// The value behind a name, in base units.
    pub fn fact(&self, name: &str) -> Option<Exact> {
        self.facts.get(&self.canonical(name)).copied()
    }

    /// Two names of one thing become one.
    pub fn canonical(&self, name: &str) -> String {
        if name == "spend.own" && !self.facts.contains_key("spend.fund") { "spend.project" } else { name }.to_owned()
    }

    /// A fact in 万元 with two places.
    pub fn amount(&self, name: &str) -> Option<Printed> {
        self.fact(name).map(|value| Printed::rounded(value / exact(10_000, 1), 2))
    }

    /// A word such as the name of the department.
    pub fn word(&self, name: &str) -> Option<String> {
        self.words.get(name).cloned()
    }

    /// `{year}` and the like filled in.
    pub fn filled(&self, text: &str) -> String {
        self.words.iter().fold(text.to_owned(), |text, (name, word)| text.replace(&format!("{{{name}}}"), word))
    }

    /// The members of a list, each with the name of its fact.
    pub fn each(&self, list: &str) -> Vec<(String, String)> {
        match list {
            "entities" => {
                let head = ("局机关".to_owned(), "hq.spend.total".to_owned());
                let others =
                    (1..).zip(&self.subordinates).map(|(n, name)| (name.clone(), format!("sub{n}.spend.total")));
                std::iter::once(head).chain(others).collect()
            }
            "projects" => (1..).zip(&self.projects).map(|(n, name)| (name.clone(), format!("project.{n}"))).collect(),
            _ => Vec::new(),
        }
    }

    /// A noun of the list that was not used yet: in this report, or in this sentence for places.
    pub fn draw(&mut self, list: &str, used: &mut Vec<String>, random: &mut Random) -> Option<String> {
        if let Some(nouns) = self.kind.again.get(list) {
            let free: Vec<&String> = nouns.iter().filter(|noun| !used.contains(noun)).collect();
            let noun = (*random.pick(&free)?).clone();
            used.push(noun.clone());
            return Some(noun);
        }
        let nouns = self.kind.once.get_mut(list)?;
        if nouns.is_empty() {
            return None;
        }
        let at = random.below(nouns.len());
        Some(nouns.remove(at))
    }

    /// States a fact in base units.
    pub fn state(&mut self, name: &str, value: Exact) {
        self.facts.insert(name.to_owned(), value);
    }

    fn take(&mut self, list: &str, random: &mut Random) -> String {
        self.draw(list, &mut Vec::new(), random).unwrap_or_default()
    }

    fn name(&mut self, random: &mut Random) {
        let (county, city) = (self.take("county", random), self.take("city", random));
        let office = self.take("entity", random);
        let entity = format!("{county}{office}");
        let year = self.year;
        let short = county.chars().take(1).collect::<String>();
        for (name, word) in [
            ("entity", entity),
            ("office", office),
            ("short", short),
            ("county", county.clone()),
            ("city", city),
            ("gov", if county.ends_with('区') { "区" } else { "县" }.to_owned()),
            ("year", year.to_string()),
            ("prior", (year - 1).to_string()),
            ("before", (year - 2).to_string()),
            ("next", (year + 1).to_string()),
        ] {
            self.words.insert(name.to_owned(), word);
        }
        for _ in 0..random.below(3) {
            let name = self.take("sub", random);
            self.subordinates.push(format!("{county}{name}"));
        }
        self.members = (0..4).map(|_| self.take("person", random)).collect();
    }

    fn set(&mut self, name: &str, cents: Cents) {
        self.facts.insert(name.to_owned(), exact(cents * 100, 1));
    }

    fn add(&mut self, institution: &str, name: &str, cents: Cents) {
        *self.facts.entry(name.to_owned()).or_insert_with(|| exact(0, 1)) += exact(cents * 100, 1);
        self.set(&format!("{institution}.{name}"), cents);
    }

    fn money(&mut self, plain: bool, random: &mut Random) {
        let fund = if plain && random.chance(25) { random.between(2_000, 30_000) } else { 0 };
        for number in 0..=self.subordinates.len() {
            let institution = if number == 0 { "hq".to_owned() } else { format!("sub{number}") };
            let size = if number == 0 { 4 } else { 1 };
            let personnel = random.between(9_000 * size, 40_000 * size);
            let office = random.between(personnel / 6, personnel / 3);
            let project = random.between(12_000 * size, 60_000 * size);
            let fund = if number == 0 { fund } else { 0 };
            let beside = |random: &mut Random| if plain || random.chance(50) { 0 } else { random.between(500, 9_000) };
            let (nontax, other) = (beside(random), beside(random));
            let carried = if random.chance(60) { random.between(300, 4_000) } else { 0 };
            let balance = if random.chance(60) { random.between(50, 2_500) } else { 0 };
            let total = personnel + office + project + fund;
            let public = total + balance - carried - fund - nontax - other;
            for (name, cents) in [
                ("income.total", total + balance),
                ("income.carry", carried),
                ("income.public", public),
                ("income.fund", fund),
                ("income.nontax", nontax),
                ("income.other", other),
                ("spend.total", total),
                ("spend.basic", personnel + office),
                ("spend.personnel", personnel),
                ("spend.office", office),
                ("spend.project", project + fund),
                ("spend.balance", balance),
                ("spend.accumulated", balance),
            ] {
                self.add(&institution, name, cents);
            }
            self.small_money(&institution, size, random);
        }
        let cents = |world: &Self, name: &str| world.fact(name).map_or(0, |value| value.to_integer() / 100);
        if fund > 0 {
            self.set("spend.fund", fund);
            let own = cents(self, "spend.project") - fund;
            self.set("spend.own", own);
        }
        let own = if fund > 0 { "一般公共预算项目支出" } else { "项目支出" };
        self.words.insert("own".to_owned(), own.to_owned());
        self.split_projects(cents(self, "spend.own"), random);
    }

    fn small_money(&mut self, institution: &str, size: Cents, random: &mut Random) {
        let reception = random.between(40 * size, 160 * size);
        let running = random.between(80 * size, 240 * size);
        let used = random.between(9_000 * size, 60_000 * size);
        let leased = if random.chance(30) { random.between(300, 3_000) } else { 0 };
        for (name, cents) in [
            ("public.total", reception + running),
            ("public.reception", reception),
            ("public.running", running),
            ("public.purchase", 0),
            ("public.abroad", 0),
            ("assets.total", used + leased),
            ("assets.used", used),
            ("assets.leased", leased),
            ("assets.other", 0),
        ] {
            self.add(institution, name, cents);
        }
    }

    fn split_projects(&mut self, total: Cents, random: &mut Random) {
        let count = 4 + random.below(4);
        let mut left = total;
        for number in 1..=count {
            let share = if number == count { left } else { random.between(left / 12, left / 3) };
            // Round budgets happen: a project of exactly 900万元 beside others with two places.
            let share =
                if number < count && share > 4_000 && random.chance(20) { share / 1_000 * 1_000 } else { share };
            left -= share;
            self.set(&format!("project.{number}"), share);
            let name = self.take("project", random);
            self.projects.push(name);
        }
    }

    fn other_money(&mut self, random: &mut Random) {
        let cents = |world: &Self, name: &str| world.fact(name).map_or(0, |value| value.to_integer() / 100);
        let (income, spend, public) =
            (cents(self, "income.total"), cents(self, "spend.total"), cents(self, "public.total"));
        let mut near = |value: Cents, low: i128, high: i128| value * random.between(low, high) / 1_000;
        let prior = [near(income, 820, 1_180), near(spend, 820, 1_180), near(public, 1_020, 1_250)];
        let initial = near(income, 780, 960);
        let goods = near(spend, 20, 60);
        let works = near(spend, 20, 90);
        let services = near(spend, 10, 50);
        let small = near(goods + works + services, 450, 900);
        let houses = near(cents(self, "assets.total"), 400, 600);
        let cars = near(cents(self, "assets.total"), 60, 140);
        for (name, value) in [
            ("prior.income", prior[0]),
            ("prior.spend", prior[1]),
            ("prior.public", prior[2]),
            ("budget.initial", initial),
            ("budget.added", income - initial),
            ("budget.public", prior[2]),
            ("procure.total", goods + works + services),
            ("procure.goods", goods),
            ("procure.works", works),
            ("procure.services", services),
            ("procure.small", small),
            ("assets.houses", houses),
            ("assets.cars", cars),
            ("assets.equipment", cents(self, "assets.total") - houses - cars),
        ] {
            self.set(name, value);
        }
    }

    fn staff(&mut self, random: &mut Random) {
        let quota = random.between(38, 160);
        let actual = quota - random.between(0, 9);
        let officials = random.between(actual / 4, actual / 2);
        for (name, count) in [
            ("staff.quota", quota),
            ("staff.actual", actual),
            ("staff.officials", officials),
            ("staff.others", actual - officials),
            ("staff.free", quota - actual),
            ("staff.retired", random.between(8, 60)),
        ] {
            self.facts.insert(name.to_owned(), exact(count, 1));
        }
    }

    fn work(&mut self, random: &mut Random) {
        let weights: &[i128] =
            if random.chance(50) { &[15, 15, 10, 10, 10, 10, 10, 10] } else { &[20, 15, 15, 10, 10, 10, 10] };
        for (number, weight) in (1..).zip(weights) {
            let text = self.take("output", random);
            let mut fields = text.split('|');
            let mut next = || fields.next().unwrap_or_default().to_owned();
            let (phrase, unit, range, scale) = (next(), next(), next(), next());
            if range.is_empty() {
                continue;
            }
            let scale: u32 = scale.parse().unwrap_or(0);
            let (low, high) = range.split_once("..").unwrap_or(("10", "20"));
            let ten = crate::number::power(scale);
            let low: i128 = low.parse().unwrap_or(10);
            let high: i128 = high.parse().unwrap_or(20);
            let target = random.between(low, high);
            let actual = Printed { mantissa: target * ten + random.between(0, target.max(4) * ten / 8), scale };
            let lost = if random.chance(25) { random.between(1, 4) * 5 } else { 0 };
            let key = format!("output.{number}");
            self.facts.insert(key.clone(), actual.value() * Unit::of(&unit).factor);
            self.facts.insert(format!("{key}.target"), exact(target, 1) * Unit::of(&unit).factor);
            let target = Printed { mantissa: target, scale: 0 };
            self.words.insert(format!("o{number}"), phrase.clone());
            self.words.insert(format!("u{number}"), unit.clone());
            self.outputs.push(Output { phrase, unit, actual, target, weight: *weight, score: weight * 10 - lost });
        }
    }

    fn judged(&mut self) {
        let fact = |name: &str| self.fact(name).unwrap_or_else(|| exact(0, 1));
        let execution = fact("spend.total") / fact("income.total");
        self.facts.insert("execution".to_owned(), execution);
        // 10 points for the execution of the budget, in proportion.
        self.execution_score = Printed::rounded(execution * exact(10, 1), 2).mantissa;
        let points: i128 = self.outputs.iter().map(|output| output.score).sum();
        self.score = points * 10 + self.execution_score;
        let grade = match self.score {
            9_000.. => "优",
            8_000..=8_999 => "良",
            6_000..=7_999 => "中",
            _ => "差",
        };
        self.words.insert("grade".to_owned(), grade.to_owned());
        self.facts.insert("score".to_owned(), exact(self.score, 100));
    }
}
