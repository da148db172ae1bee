//! Traditional characters, read as the simplified ones in which all words and labels are written.
//!
//! Only what reports are written with is here. A character that changes nothing (收, 支) needs no place, and one whose
//! fellow depends on the word (乾, 著, 瞭) has none.

use std::collections::BTreeMap;

use jiheng_model::document::{Block, Document};
use jiheng_model::note::Note;
use jiheng_model::text::Bilingual;

/// Of these a report in traditional characters holds several, and one in simplified characters none.
const TELLING: [char; 8] = ['財', '績', '總', '萬', '預', '單', '務', '億'];
const TELLING_MIN: usize = 3;

const PAIRS: &str = "\
    萬万億亿總总決决財财務务績绩項项評评門门單单產产費费資资業业與与經经營营預预計计餘余額额補补貼贴結结轉转級级機机\
    構构應应實实際际說说問问題题對对過过數数據据標标準准質质時时區区縣县設设備备檢检測测協协議议調调統统審审開开發发\
    動动關关員员優优組组長长買买車车運运維维護护購购國国學学習习術术團团體体會会辦办選选舉举線线內内層层農农軍军隊队\
    讓让證证賓宾館馆寧宁靜静續续約约歲岁無无專专戶户間间兩两見见規规則则責责賬账帳账貨货貸贷負负貴贵貿贸賠赔賞赏贈赠\
    贏赢趙赵跡迹踐践輕轻載载較较輔辅輛辆輪轮輸输辯辩邊边遷迁遠远違违連连進进達达還还適适遞递遺遗鄉乡鄰邻醫医釋释鋼钢\
    錄录錢钱錯错鍵键鎮镇鏈链鐵铁鑒鉴閉闭閱阅闊阔隱隐隨随險险雙双雜杂難难雲云電电靈灵響响頁页頂顶順顺須须頒颁領领頻频\
    顆颗類类顧顾顯显風风飛飞養养馬马駐驻驗验騰腾魚鱼鳥鸟麗丽點点黨党齊齐齡龄龍龙亂乱亞亚來来侖仑倉仓個个們们倫伦偉伟\
    側侧債债傳传傷伤傾倾僅仅價价儀仪儲储兒儿兇凶冊册凍冻別别劃划劉刘劑剂創创勝胜勞劳勢势勵励勸劝匯汇參参啟启喪丧嚴严\
    園园圍围圖图圓圆執执堅坚場场塊块塵尘墊垫壓压壞坏壟垄壯壮聲声處处夠够夢梦夾夹奪夺獎奖婦妇媽妈孫孙寫写寬宽寶宝將将\
    尋寻導导屆届屬属島岛幣币幫帮廠厂廢废廣广廳厅彈弹彙汇徑径從从徵征復复慮虑態态慶庆憑凭憲宪懷怀戰战戲戏採采損损換换\
    揮挥擁拥擇择擊击擔担擬拟擴扩攝摄敗败斷断晉晋暢畅書书東东條条棄弃棟栋極极樓楼樞枢樣样樹树橋桥檔档權权歡欢歐欧歸归\
    殘残殺杀毀毁氣气況况淨净減减湯汤滅灭滿满漁渔漢汉漲涨潔洁潛潜濕湿濟济災灾為为烏乌熱热爭争爾尔狀状獨独獲获現现環环\
    瑪玛畫画異异當当療疗監监盤盘盡尽眾众礎础礦矿礙碍禮礼禍祸種种稱称積积穩稳窮穷競竞節节築筑簡简簽签糧粮紀纪紅红紙纸\
    純纯納纳紛纷細细終终絡络給给絕绝絲丝綜综綠绿網网緊紧緒绪練练縮缩織织繕缮繳缴繼继罰罚罷罢職职聯联聽听肅肃腦脑臨临\
    舊旧艙舱艱艰藝艺莊庄華华葉叶蓋盖薦荐藍蓝藥药蘇苏虛虚號号虧亏蟲虫裝装複复襲袭親亲覺觉覽览觀观觸触訂订訊讯討讨訓训\
    託托記记許许訴诉診诊詞词試试詢询詳详誠诚誤误請请諮咨識识譜谱譯译讀读變变貢贡販贩貧贫貫贯賀贺賴赖賽赛贓赃後后裡里\
    裏里麼么於于製制臺台幹干隻只鬆松係系範范鐘钟佔占併并佈布週周註注衝冲迴回遊游閒闲鬥斗穀谷幾几貳贰叄叁陸陆溫温鑑鉴\
    脫脱稅税榮荣啓启疊叠歷历曆历僱雇劇剧擠挤彌弥慘惨闢辟擾扰漸渐潤润滯滞爐炉牽牵獻献癥症碼码禦御籌筹粵粤紹绍綱纲緩缓\
    繫系羅罗義义聖圣膽胆臟脏蒐搜薩萨虜虏蝕蚀衛卫謀谋謝谢譽誉豐丰賄贿軌轨軟软轄辖辭辞遲迟遼辽鄭郑鄧邓釐厘針针鈔钞銀银\
    銅铜銷销鋪铺錦锦鍋锅鎖锁鑽钻閣阁闖闯陽阳陰阴陳陈階阶隸隶離离霧雾韓韩頓顿顏颜駕驾騙骗鬧闹鴻鸿鹽盐黃黄墻墙橫横錶表\
    勛勋啞哑噸吨";

/// The document in simplified characters; `None` when it is written in them already.
pub(crate) fn simplified(document: &Document) -> Option<Document> {
    if telling(document) < TELLING_MIN {
        return None;
    }
    let mut simple: BTreeMap<char, char> = BTreeMap::new();
    let mut pairs = PAIRS.chars().filter(|c| !c.is_whitespace());
    while let (Some(from), Some(to)) = (pairs.next(), pairs.next()) {
        simple.insert(from, to);
    }
    Some(document.with_characters(|c| simple.get(&c).copied().unwrap_or(c)))
}

/// Says that it was read like that.
pub(crate) fn note() -> Note {
    Note {
        kind: "traditional-characters".into(),
        message: Bilingual::new(
            "文件用繁体字写成，按对应的简体字核对；结果里引用的文字是简体。",
            "the document is written in traditional characters; it was checked, and is quoted, in simplified ones",
        ),
        anchor: None,
    }
}

/// How many of the telling characters the document holds.
fn telling(document: &Document) -> usize {
    let mut seen = [false; TELLING.len()];
    let mut look = |text: &str| {
        for c in text.chars() {
            if let Some(slot) = TELLING.iter().position(|known| *known == c).and_then(|at| seen.get_mut(at)) {
                *slot = true;
            }
        }
    };
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => look(document.text(&paragraph.text)),
            Block::Table(table) => table.cells.iter().for_each(|cell| look(document.text(&cell.text))),
        }
    }
    seen.iter().filter(|seen| **seen).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_pairs_of_characters_of_one_size() {
        let chars: Vec<char> = PAIRS.chars().filter(|c| !c.is_whitespace()).collect();
        assert_eq!(chars.len() % 2, 0);
        for pair in chars.chunks(2) {
            assert_eq!(pair[0].len_utf8(), pair[1].len_utf8(), "{pair:?}");
        }
        // 与 and 费 are never traditional: a shift by one would show here.
        for (from, to) in [('費', '费'), ('贓', '赃'), ('獎', '奖'), ('績', '绩')] {
            assert!(chars.chunks(2).any(|pair| pair == [from, to]), "{from}");
        }
    }
}
