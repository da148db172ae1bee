//! Characters that some programs put into a PDF in place of the ordinary ones that look the same.
//!
//! Programs that look a glyph up by its shape take the first character that has it, and that is often a radical
//! (⽤ for 用). The tables are Unicode's own: the compatibility mapping of the Kangxi radicals and of the
//! compatibility ideographs, `EquivalentUnifiedIdeograph` for the supplement. Other compatibility characters
//! stay as they are: ㎡ and ① mean something of their own.

use std::borrow::Cow;

/// What stands for U+2F00 and those that follow.
const KANGXI: &str = "\
    一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾\
    干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生\
    用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷\
    豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻\
    黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// What stands for U+2E80 and those that follow; itself where Unicode knows nothing equal.
const SUPPLEMENT: &str = "\
    ⺀厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓\
    罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨\
    鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟";

/// What stands for U+F900 and those that follow.
const COMPATIBILITY: &str = "\
    豈更車賈滑串句龜龜契金喇奈懶癩羅蘿螺裸邏樂洛烙珞落酪駱亂卵欄爛蘭鸞嵐濫藍襤拉臘蠟廊朗浪狼郎來冷勞擄櫓\
    爐盧老蘆虜路露魯鷺碌祿綠菉錄鹿論壟弄籠聾牢磊賂雷壘屢樓淚漏累縷陋勒肋凜凌稜綾菱陵讀拏樂諾丹寧怒率異北\
    磻便復不泌數索參塞省葉說殺辰沈拾若掠略亮兩凉梁糧良諒量勵呂女廬旅濾礪閭驪麗黎力曆歷轢年憐戀撚漣煉璉秊\
    練聯輦蓮連鍊列劣咽烈裂說廉念捻殮簾獵令囹寧嶺怜玲瑩羚聆鈴零靈領例禮醴隸惡了僚寮尿料樂燎療蓼遼龍暈阮劉\
    杻柳流溜琉留硫紐類六戮陸倫崙淪輪律慄栗率隆利吏履易李梨泥理痢罹裏裡里離匿溺吝燐璘藺隣鱗麟林淋臨立笠粒\
    狀炙識什茶刺切度拓糖宅洞暴輻行降見廓兀嗀﨎﨏塚﨑晴﨓﨔凞猪益礼神祥福靖精羽﨟蘒﨡諸﨣﨤逸都﨧﨨﨩飯飼\
    館鶴郞隷侮僧免勉勤卑喝嘆器塀墨層屮悔慨憎懲敏既暑梅海渚漢煮爫琢碑社祉祈祐祖祝禍禎穀突節練縉繁署者臭艹\
    艹著褐視謁謹賓贈辶逸難響頻恵𤋮舘﩮﩯並况全侀充冀勇勺喝啕喙嗢塚墳奄奔婢嬨廒廙彩徭惘慎愈憎慠懲戴揄搜摒\
    敖晴朗望杖歹殺流滛滋漢瀞煮瞧爵犯猪瑱甆画瘝瘟益盛直睊着磌窱節类絛練缾者荒華蝹襁覆視調諸請謁諾諭謹變贈\
    輸遲醙鉶陼難靖韛響頋頻鬒龜𢡊𢡄𣏕㮝䀘䀹𥉉𥳐𧻓齃龎";

/// What stands for U+FE10 and those that follow: marks as they are turned in text that runs downwards.
const TURNED: &str = "，、。：；！？〖〗…";

/// What stands for U+FE30 and those that follow: the other marks of such text.
const TURNED_BRACKETS: &str = "‥—–__（）｛｝〔〕【】《》〈〉「」『』";

/// Letters drawn as one, from U+FB00 on.
const LIGATURES: [&str; 7] = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

/// Where Unicode keeps the traditional form, fonts of the mainland draw the character that is written there.
const OF_THE_MAINLAND: &[(char, char)] = &[('⼾', '户'), ('⾭', '青')];

const TABLES: &[(char, char, &str)] = &[
    ('\u{2E80}', '\u{2EF3}', SUPPLEMENT),
    ('\u{2F00}', '\u{2FD5}', KANGXI),
    ('\u{F900}', '\u{FAD9}', COMPATIBILITY),
    ('\u{FE10}', '\u{FE19}', TURNED),
    ('\u{FE30}', '\u{FE44}', TURNED_BRACKETS),
];

/// The text with ligatures taken apart.
pub(super) fn spelled(text: &str) -> Cow<'_, str> {
    let letters = |character: char| {
        let index = u32::from(character).checked_sub(0xFB00)?;
        LIGATURES.get(usize::try_from(index).ok()?)
    };
    // Nearly every text is one character, and no ligature.
    if text.is_ascii() || !text.chars().any(|character| letters(character).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut spelled = String::new();
    for character in text.chars() {
        match letters(character) {
            Some(letters) => spelled.push_str(letters),
            None => spelled.push(character),
        }
    }
    Cow::Owned(spelled)
}

/// The ordinary character that looks the same.
pub(super) fn repaired(character: char) -> char {
    if character < '\u{2E80}' {
        return character;
    }
    if let Some((_, plain)) = OF_THE_MAINLAND.iter().find(|(drawn, _)| *drawn == character) {
        return *plain;
    }
    let table = TABLES.iter().find(|(first, last, _)| (*first..=*last).contains(&character));
    let found = table.and_then(|(first, _, row)| row.chars().nth((u32::from(character) - u32::from(*first)) as usize));
    found.unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_become_the_characters_that_look_the_same() {
        for (drawn, meant) in [
            ('⽤', '用'),
            ('⼀', '一'),
            ('⿕', '龠'),
            ('⻔', '门'),
            ('⻋', '车'),
            ('⼾', '户'),
            ('\u{F9F4}', '林'),
            ('\u{FAD9}', '龎'),
            ('用', '用'),
            ('㎡', '㎡'),
            ('①', '①'),
            ('，', '，'),
            ('︵', '（'),
            ('︐', '，'),
            ('﹄', '』'),
            ('1', '1'),
        ] {
            assert_eq!(repaired(drawn), meant, "{drawn}");
        }
    }

    #[test]
    fn ligatures_are_taken_apart() {
        for (drawn, meant) in [("ﬁ", "fi"), ("oﬃce", "office"), ("用", "用"), ("1", "1"), ("﹁", "﹁")] {
            assert_eq!(spelled(drawn), meant);
        }
    }

    #[test]
    fn the_tables_are_whole() {
        for (first, last, row) in TABLES {
            assert_eq!(row.chars().count(), (u32::from(*last) - u32::from(*first) + 1) as usize);
        }
    }
}
