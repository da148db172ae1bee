//! Why a zip of documents, or one file inside it, cannot be read, in words that say what to do.

use jiheng_model::text::Bilingual;

/// A zip or a member that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveError {
    /// Without its end.
    #[error("the zip is incomplete: its end is missing; copy or download it again")]
    Truncated,
    /// Cannot be unpacked.
    #[error("the zip is damaged here; pack or download it again, or hand in the files themselves")]
    Damaged,
    /// More files than are read.
    #[error("the zip holds more than {limit} files; split it, or unpack it and name the folder")]
    TooManyEntries {
        /// The cap.
        limit: u64,
    },
    /// Declares far more than it can hold.
    #[error(
        "the zip would inflate far beyond its own size (a zip bomb); it was not opened: make sure where it comes from and ask for another copy"
    )]
    Bomb,
    /// Lists a name twice.
    #[error("the zip lists one file name more than once, and only the last of them can be read; pack it again")]
    NamesRepeated,
    /// A member beyond the limit of a document.
    #[error(
        "the file has {} MB inside the zip, more than the limit of {} MB; it was not read. Remove pictures or split it",
        .size.div_ceil(1 << 20), .limit >> 20
    )]
    MemberTooLarge {
        /// Its size.
        size: u64,
        /// The cap.
        limit: u64,
    },
    /// Behind a password.
    #[error("the file inside the zip is protected by a password; pack it again without one")]
    Encrypted,
    /// Packed in an unusual way.
    #[error("the file inside the zip is packed in a way that cannot be read; pack it again as an ordinary zip")]
    Method,
    /// The operating system did not let us.
    #[error("reading the zip failed ({why}); check the disk or the network and try again")]
    Unreadable {
        /// Its reason.
        why: String,
    },
}

impl ArchiveError {
    /// Stable kebab-case kind, for machines.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Truncated => "truncated",
            Self::Damaged => "damaged-archive",
            Self::TooManyEntries { .. } | Self::MemberTooLarge { .. } => "too-large",
            Self::Bomb => "zip-bomb",
            Self::NamesRepeated => "repeated-names",
            Self::Encrypted => "encrypted",
            Self::Method => "packing-not-supported",
            Self::Unreadable { .. } => "unreadable",
        }
    }

    /// What happened and what to do.
    pub fn message(&self) -> Bilingual {
        Bilingual { zh: self.chinese(), en: self.to_string() }
    }

    fn chinese(&self) -> String {
        match self {
            Self::Truncated => "压缩包不完整，缺少结尾部分，请重新复制或重新下载。".to_owned(),
            Self::Damaged => "压缩包在这里已损坏，请重新打包或重新下载，或者直接提供其中的文件。".to_owned(),
            Self::TooManyEntries { limit } => {
                format!("压缩包里的文件超过 {limit} 个，请拆分，或解压后给出文件夹。")
            }
            Self::Bomb => {
                "压缩包解压后远远大于它本身（疑似压缩炸弹），未予打开；请核实文件来源，并请对方重新提供。".to_owned()
            }
            Self::NamesRepeated => "压缩包里有重复的文件名，只能读到最后一个，请重新打包。".to_owned(),
            Self::MemberTooLarge { size, limit } => {
                let [size, limit] = [size.div_ceil(1 << 20), limit >> 20];
                format!(
                    "压缩包里的这个文件有 {size} MB，超过 {limit} MB 的上限，没有读取；请删去图片、附件或拆分后再试。"
                )
            }
            Self::Encrypted => "压缩包里的这个文件有密码保护，请不设密码重新打包。".to_owned(),
            Self::Method => "压缩包里的这个文件用了少见的压缩方式，不能读取，请重新打包为普通 zip。".to_owned(),
            Self::Unreadable { why } => format!("读取压缩包失败（{why}）；请检查磁盘或网络后再试。"),
        }
    }
}
