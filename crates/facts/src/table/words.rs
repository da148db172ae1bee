//! The words by which tables of unknown forms are understood, borrowed from the packs.

use jiheng_packs::vocabulary::Vocabulary;

/// Word lists of tables. Lookups are cheap, so they are made once a document.
pub(crate) struct Words<'v> {
    total: &'v [String],
    subtotal: &'v [String],
    total_end: &'v [String],
    partial: &'v [String],
    ordinal: &'v [String],
    code: &'v [String],
    ratio: &'v [String],
    change: &'v [String],
    loose: &'v [String],
    count: &'v [String],
    label: &'v [String],
    remark: &'v [String],
    header: &'v [String],
    aside: &'v [String],
    weight: &'v [String],
    score: &'v [String],
    execution: &'v [String],
    paid: &'v [String],
    planned: &'v [String],
    amount: &'v [String],
    open: &'v [String],
    continued: &'v [String],
    between: &'v [String],
    before: &'v [String],
    guard: &'v [String],
    pub(crate) identity: &'v [String],
    pub(crate) same: &'v [String],
    pub(crate) balanced: &'v [String],
    funding: &'v [String],
    executed: &'v [String],
    target: &'v [String],
    result: &'v [String],
}

/// What kind of total a label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Total {
    /// 合计, 总计: of everything.
    Grand,
    /// 小计: of a section.
    Section,
    /// 本年收入合计, 人员经费合计: of what its name says.
    Named,
}

impl<'v> Words<'v> {
    pub(crate) fn new(vocabulary: &'v Vocabulary) -> Self {
        let list = |name: &str| vocabulary.list(name);
        Self {
            total: list("table.total"),
            subtotal: list("table.subtotal"),
            total_end: list("table.total.end"),
            partial: list("table.partial"),
            ordinal: list("table.ordinal"),
            code: list("table.code"),
            ratio: list("table.ratio"),
            change: list("table.change"),
            loose: list("table.loose"),
            count: list("table.count"),
            label: list("table.label"),
            remark: list("table.remark"),
            header: list("table.header"),
            aside: list("table.aside"),
            weight: list("table.weight"),
            score: list("table.score"),
            execution: list("table.execution"),
            paid: list("table.paid"),
            planned: list("table.planned"),
            amount: list("table.amount"),
            open: list("table.open"),
            continued: list("table.continued"),
            between: list("table.text.between"),
            before: list("table.text.before"),
            guard: list("table.text.guard"),
            identity: list("table.identity"),
            same: list("table.text.same"),
            balanced: list("table.text.balanced"),
            funding: list("table.funding"),
            executed: list("table.text.executed"),
            target: list("table.target"),
            result: list("table.result"),
        }
    }

    /// The kind of total that a normalised label announces.
    pub(crate) fn total(&self, label: &str) -> Option<Total> {
        if is_in(self.total, label) {
            Some(Total::Grand)
        } else if is_in(self.subtotal, label) {
            Some(Total::Section)
        } else {
            self.total_end.iter().any(|end| label.ends_with(end.as_str())).then_some(Total::Named)
        }
    }

    /// 其中：…: contained in the row or column before it.
    pub(crate) fn is_partial(&self, label: &str) -> bool {
        self.partial.iter().any(|word| label.starts_with(word.as_str()))
    }

    /// 行次, 序号.
    pub(crate) fn is_ordinal(&self, label: &str) -> bool {
        is_in(self.ordinal, label)
    }

    /// 科目编码; a bare 类, 款 or 项.
    pub(crate) fn is_code(&self, label: &str) -> bool {
        self.code
            .iter()
            .any(|word| if word.chars().count() == 1 { label == word } else { label.contains(word.as_str()) })
    }

    pub(crate) fn is_ratio(&self, label: &str) -> bool {
        has(self.ratio, label)
    }

    /// 增减额, 增长率, 比上年.
    pub(crate) fn is_change(&self, label: &str) -> bool {
        has(self.change, label)
    }

    /// 单价, 人均, 标准: numbers that are never added.
    pub(crate) fn is_loose(&self, label: &str) -> bool {
        has(self.loose, label)
    }

    /// 人数, 辆, 个数: numbers that a caption in 万元 does not speak of.
    pub(crate) fn is_count(&self, label: &str) -> bool {
        has(self.count, label)
    }

    /// Heads of columns that name the rows.
    pub(crate) fn is_label(&self, label: &str) -> bool {
        has(self.label, label) && !has(self.remark, label)
    }

    /// Words that stand in headers only.
    pub(crate) fn is_header(&self, label: &str) -> bool {
        has(self.header, label)
    }

    /// 结余, 上年结转: beside a total, often not in it.
    pub(crate) fn is_aside(&self, label: &str) -> bool {
        has(self.aside, label)
    }

    pub(crate) fn is_weight(&self, label: &str) -> bool {
        is_in(self.weight, label)
    }

    pub(crate) fn is_score(&self, label: &str) -> bool {
        is_in(self.score, label)
    }

    /// 年度资金总额: the row of all money of a project.
    pub(crate) fn is_funding(&self, label: &str) -> bool {
        is_in(self.funding, label)
    }

    /// 全年执行 just before a number of the text.
    pub(crate) fn is_executed(&self, head: &[char]) -> bool {
        self.executed.iter().any(|word| tail(head, word).is_some())
    }

    /// 目标值: what an indicator should reach.
    pub(crate) fn is_target(&self, label: &str) -> bool {
        is_in(self.target, label)
    }

    /// 完成值: what it reached.
    pub(crate) fn is_result(&self, label: &str) -> bool {
        is_in(self.result, label)
    }

    /// 执行率: paid over budget, by its name.
    pub(crate) fn is_execution(&self, label: &str) -> bool {
        has(self.execution, label)
    }

    /// 执行数, 支出数, 完成: what a rate of execution has above its line.
    pub(crate) fn is_paid(&self, label: &str) -> bool {
        has(self.paid, label)
    }

    /// 预算数, 计划: what it has below.
    pub(crate) fn is_planned(&self, label: &str) -> bool {
        has(self.planned, label)
    }

    /// 金额, 决算数: a column that only says that it holds the figures of its rows.
    pub(crate) fn is_amount(&self, label: &str) -> bool {
        is_in(self.amount, label)
    }

    /// 主要, 部分: a list that does not mean to be complete.
    pub(crate) fn is_open(&self, label: &str) -> bool {
        has(self.open, label)
    }

    /// 续表.
    pub(crate) fn is_continued(&self, label: &str) -> bool {
        has(self.continued, label)
    }
}

/// Words about the text around a figure.
impl Words<'_> {
    /// Length of the longest word that may stand between a name and its number and ends here.
    pub(crate) fn between(&self, head: &[char]) -> Option<usize> {
        self.between.iter().filter_map(|word| tail(head, word)).max()
    }

    /// A name may begin after these words.
    pub(crate) fn is_before(&self, head: &[char]) -> bool {
        self.before.iter().any(|word| tail(head, word).is_some())
    }

    /// The clause speaks of a change, a plan or of somebody else.
    pub(crate) fn is_guarded(&self, clause: &str) -> bool {
        has(self.guard, clause)
    }
}

/// Length of a word that ends a text.
fn tail(head: &[char], word: &str) -> Option<usize> {
    let length = word.chars().count();
    let start = head.len().checked_sub(length)?;
    head.iter().skip(start).copied().eq(word.chars()).then_some(length)
}

fn is_in(list: &[String], label: &str) -> bool {
    list.iter().any(|word| word == label)
}

fn has(list: &[String], label: &str) -> bool {
    list.iter().any(|word| label.contains(word.as_str()))
}
