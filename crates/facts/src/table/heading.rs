//! What the title of a table or a heading of the text says: which money, which side, which year's figures.

use jiheng_model::statement::Role;

/// Which money a figure is of. Figures of different funds never contradict each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fund {
    /// Nothing is said.
    #[default]
    Unsaid,
    /// All money of the department.
    All,
    /// 财政拨款: the three budgets together.
    Fiscal,
    /// 一般公共预算.
    General,
    /// 政府性基金预算.
    Government,
    /// 国有资本经营预算.
    Capital,
}

/// Income or expenditure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Side {
    #[default]
    Unsaid,
    Income,
    Expenditure,
}

impl Fund {
    /// What a text says; the narrower word wins.
    pub(crate) fn of(text: &str) -> Self {
        let general = text.contains("一般公共预算");
        let government = text.contains("政府性基金");
        let capital = text.contains("国有资本经营");
        match (general, government, capital) {
            (true, false, false) => Self::General,
            (false, true, false) => Self::Government,
            (false, false, true) => Self::Capital,
            (false, false, false) if text.contains("财政拨款") || text.contains("公共财政") => Self::Fiscal,
            (false, false, false) => Self::Unsaid,
            _ => Self::Fiscal,
        }
    }

    /// What text calls all spending of the fund.
    pub(crate) fn spending(self) -> &'static [&'static str] {
        match self {
            Self::Unsaid | Self::All => &[],
            Self::Fiscal => &["财政拨款支出"],
            Self::General => &["一般公共预算财政拨款支出", "一般公共预算支出"],
            Self::Government => &["政府性基金预算财政拨款支出", "政府性基金预算支出", "政府性基金支出"],
            Self::Capital => &["国有资本经营预算财政拨款支出", "国有资本经营预算支出"],
        }
    }

    /// The name under which statements carry it.
    pub(crate) fn scope(self) -> Option<&'static str> {
        match self {
            Self::Unsaid | Self::All => None,
            Self::Fiscal => Some("fiscal_appropriation"),
            Self::General => Some("general_public_budget"),
            Self::Government => Some("government_funds"),
            Self::Capital => Some("state_capital"),
        }
    }
}

impl Side {
    pub(crate) fn of(text: &str) -> Self {
        match (text.contains("收入") || text.contains("收 入"), text.contains("支出") || text.contains("支 出"))
        {
            (true, false) => Self::Income,
            (false, true) => Self::Expenditure,
            _ => Self::Unsaid,
        }
    }
}

/// The role of all figures under a title; columns may say otherwise.
pub(crate) fn role(title: &str) -> Option<Role> {
    match (title.contains("决算"), title.contains("预算表") || title.contains("预算总表") || title.contains("预算明细"))
    {
        (true, _) => Some(Role::Final),
        (false, true) => Some(Role::BudgetInitial),
        _ => None,
    }
}

/// True when all money of the department is meant: a table of the accounts that names no fund.
pub(crate) fn is_accounts(title: &str) -> bool {
    [
        "收入支出决算",
        "收入决算",
        "支出决算",
        "收支总",
        "收支预算",
        "收入总",
        "支出总",
        "收入预算",
        "支出预算",
        "收支决算",
    ]
    .iter()
    .any(|word| title.contains(word))
}
