// Sentences of a newspaper with places for names and numbers, and what each change makes of them.

import type { Frames } from './gate-cases.ts';

const pick = (values: readonly string[], n: number) => values[n % values.length] ?? '';
const town = (n: number) => pick(['汐見町', '瀬音市', '北嶺町', '浜名市', '菊川町'], n);
const firm = (n: number) => pick(['菊電機', '青海造船', '北嶺鉄道', '見本製紙', '灯台食品'], n);
const other = (n: number) => firm(n + 2);
const person = (n: number) => pick(['田中氏', '見本氏', '山田氏', '佐藤氏', '鈴木氏'], n);
const rival = (n: number) => person(n + 2);
const count = (n: number) => String(120 + 35 * n);
const more = (n: number) => String(410 + 25 * n);
const thing = (n: number) =>
  pick(['橋の補修', '図書館の移転', '港の拡張', '学校の統合', '新線の建設'], n);

export const japaneseFrames: Frames = {
  'names swapped': [
    (n) => ({
      article: `${firm(n)}は三日、${other(n)}を来年四月に買収すると発表した。`,
      point: `${other(n)}は三日、${firm(n)}を来年四月に買収すると発表した。`,
    }),
    (n) => ({
      article: `${person(n)}は会議の席で、${rival(n)}に辞任を求めた。`,
      point: `${rival(n)}は会議の席で、${person(n)}に辞任を求めた。`,
    }),
    (n) => ({
      article: `${town(n)}は${town(n + 2)}に職員${count(n)}人を送った。`,
      point: `${town(n + 2)}は${town(n)}に職員${count(n)}人を送った。`,
    }),
    (n) => ({
      article: `${firm(n)}が${other(n)}から部品を買い、工場で組み立てている。`,
      point: `${other(n)}が${firm(n)}から部品を買い、工場で組み立てている。`,
    }),
    (n) => ({
      article: `${town(n)}の人口は${town(n + 1)}より${count(n)}人多い。`,
      point: `${town(n + 1)}の人口は${town(n)}より${count(n)}人多い。`,
    }),
    (n) => ({
      article: `市長選では${person(n)}が${rival(n)}を${count(n)}票の差で破った。`,
      point: `市長選では${rival(n)}が${person(n)}を${count(n)}票の差で破った。`,
    }),
    (n) => ({
      article: `${firm(n)}の社長だった${person(n)}は、${other(n)}に移った。`,
      point: `${other(n)}の社長だった${person(n)}は、${firm(n)}に移った。`,
    }),
    (n) => ({
      article: `${town(n)}の住民は賛成し、${town(n + 1)}の住民は反対した。`,
      point: `${town(n + 1)}の住民は賛成し、${town(n)}の住民は反対した。`,
    }),
  ],
  'a number changed': [
    (n) => ({
      article: `${town(n)}は来年度、${thing(n)}に${count(n)}億円を充てる。`,
      point: `${town(n)}は来年度、${thing(n)}に${more(n)}億円を充てる。`,
    }),
    (n) => ({
      article: `火は${n + 2}時間後に消え、住宅${count(n)}棟が焼けた。`,
      point: `火は${n + 4}時間後に消え、住宅${count(n)}棟が焼けた。`,
    }),
    (n) => ({
      article: `避難した${more(n)}人のうち、${count(n)}人が自宅に戻った。`,
      point: `避難した${count(n)}人のうち、${more(n)}人が自宅に戻った。`,
    }),
    (n) => ({
      article: `${firm(n)}の売り上げは前の年より${n + 3}.5%減った。`,
      point: `${firm(n)}の売り上げは前の年より${n + 3}5%減った。`,
    }),
    (n) => ({
      article: `調査は${n + 4}月に始まり、死者${n + 3}人、負傷者${count(n)}人を確認した。`,
      point: `調査は${n + 4}月に始まり、死者${count(n)}人を確認した。`,
    }),
    (n) => ({
      article: `${town(n)}の祭りは${n + 4}月${n + 9}日に開かれる。`,
      point: `${town(n)}の祭りは${n + 9}月${n + 4}日に開かれる。`,
    }),
    (n) => ({
      article: `${firm(n)}は従業員の三割にあたる${count(n)}人を減らした。`,
      point: `${firm(n)}は従業員の八割にあたる${count(n)}人を減らした。`,
    }),
    (n) => ({
      article: `${thing(n)}の費用は${count(n)}万円で、前の年の2倍になった。`,
      point: `${thing(n)}の費用は${count(n)}億円で、前の年の2倍になった。`,
    }),
  ],
  'a negation lost': [
    (n) => ({
      article: `${town(n)}は${thing(n)}の計画を承認していないと説明した。`,
      point: `${town(n)}は${thing(n)}の計画を承認していると説明した。`,
    }),
    (n) => ({
      article: `${person(n)}は${firm(n)}からの現金の受け取りを否定した。`,
      point: `${person(n)}は${firm(n)}からの現金の受け取りをした。`,
    }),
    (n) => ({
      article: `${firm(n)}の工場では、事故のあとも生産が止まらなかった。`,
      point: `${firm(n)}の工場では、事故のあとも生産が止まった。`,
    }),
    (n) => ({
      article: `${thing(n)}の費用は、住民には一度も知らされなかった。`,
      point: `${thing(n)}の費用は、住民には知らされた。`,
    }),
    (n) => ({
      article: `${town(n)}は${thing(n)}を今年度は行わず、来年度に改めて検討する。`,
      point: `${town(n)}は${thing(n)}を今年度は行い、来年度に改めて検討する。`,
    }),
    (n) => ({
      article: `${town(n)}は住民に知らせずに${thing(n)}の工事を始めた。`,
      point: `${town(n)}は住民に知らせて${thing(n)}の工事を始めた。`,
    }),
    (n) => ({
      article: `${thing(n)}に賛成した議員は一人もいなかった。`,
      point: `${thing(n)}に賛成した議員は一人いた。`,
    }),
    (n) => ({
      article: `${firm(n)}は値上げをしないわけではないと述べた。`,
      point: `${firm(n)}は値上げをしないと述べた。`,
    }),
  ],
  'a hedge lost': [
    (n) => ({
      article: `${town(n)}は${thing(n)}の費用を${count(n)}億円とする方針を決めた。`,
      point: `${town(n)}は${thing(n)}の費用を${count(n)}億円とする。`,
    }),
    (n) => ({
      article: `火元は${firm(n)}の倉庫とみられる。`,
      point: `火元は${firm(n)}の倉庫。`,
    }),
    (n) => ({
      article: `関係者によると、${person(n)}は来月、会社を去るという。`,
      point: `${person(n)}は来月、会社を去る。`,
    }),
    (n) => ({
      article: `${firm(n)}は来春、${count(n)}人を新たに雇う可能性がある。`,
      point: `${firm(n)}は来春、${count(n)}人を新たに雇う。`,
    }),
    (n) => ({
      article: `${thing(n)}には約${count(n)}億円がかかる見込みだ。`,
      point: `${thing(n)}には${count(n)}億円がかかる。`,
    }),
    (n) => ({
      article: `${thing(n)}は早ければ来年の春に始まる。`,
      point: `${thing(n)}は来年の春に始まる。`,
    }),
    (n) => ({
      article: `${person(n)}は「${thing(n)}は失敗だ」と話した。`,
      point: `${thing(n)}は失敗だ。`,
    }),
    (n) => ({
      article: `${firm(n)}は最大で${count(n)}人を減らすと発表した。`,
      point: `${firm(n)}は${count(n)}人を減らすと発表した。`,
    }),
  ],
  'sentences joined': [
    (n) => ({
      article: `${firm(n)}は三日、社長の交代を発表した。${other(n)}は同じ日、工場の閉鎖を決めた。`,
      point: `${firm(n)}は三日、工場の閉鎖を決めた。`,
    }),
    (n) => ({
      article: `${town(n)}では${count(n)}人が避難した。${town(n + 1)}では住宅${n + 3}棟が壊れた。`,
      point: `${town(n)}では住宅${n + 3}棟が壊れた。`,
    }),
    (n) => ({
      article: `${person(n)}は会議を欠席した。${rival(n)}は計画に反対する意見書を出した。`,
      point: `${person(n)}は計画に反対する意見書を出した。`,
    }),
    (n) => ({
      article: `${thing(n)}は来年四月に始まる。学校の入学式は${n + 5}日に開かれる。`,
      point: `${thing(n)}は来年${n + 5}日に開かれる。`,
    }),
    (n) => ({
      article: `${firm(n)}の船は港を出た。嵐で${count(n)}人が行方不明になった。`,
      point: `${firm(n)}の船は嵐で${count(n)}人が行方不明になった。`,
    }),
    (n) => ({
      article: `${firm(n)}は計画を批判し、${other(n)}の社長は辞任した。`,
      point: `${firm(n)}の社長は辞任した。`,
    }),
    (n) => ({
      article: `${person(n)}が市長に選ばれた。前の市長は収賄の罪で起訴された。`,
      point: `${person(n)}が収賄の罪で起訴された。`,
    }),
    (n) => ({
      article: `${town(n)}の橋は${count(n)}年前に造られた。ダムの点検は毎年行われる。`,
      point: `${town(n)}の橋は毎年行われる。`,
    }),
  ],
  'honestly shortened': [
    (n) => ({
      article: `${town(n)}は三日、市民の声を受けて、${thing(n)}の計画を見直すと発表した。`,
      point: `${town(n)}は三日、${thing(n)}の計画を見直すと発表した。`,
    }),
    (n) => ({
      article: `${firm(n)}（本社・${town(n)}）は来年、工場を${n + 2}か所に増やす。`,
      point: `${firm(n)}は来年、工場を${n + 2}か所に増やす。`,
    }),
    (n) => ({
      article: `また、${thing(n)}の費用は${count(n)}億円で、国が半分を補助する。`,
      point: `${thing(n)}の費用は${count(n)}億円で、国が半分を補助する。`,
    }),
    (n) => ({
      article: `【${town(n)}＝港支局】${person(n)}は四日、新しい代表に選ばれた。`,
      point: `${person(n)}は四日、新しい代表に選ばれた。`,
    }),
    (n) => ({
      article: `${firm(n)}によると、船は朝の港で、霧のために岸壁に接触し、${n + 2}人が軽いけがをしたという。`,
      point: `${firm(n)}によると、船は朝の港で、岸壁に接触し、${n + 2}人が軽いけがをしたという。`,
    }),
    (n) => ({
      article: `昨年開業した${firm(n)}の工場は、${town(n)}に${count(n)}人の働き手を集めた。`,
      point: `${firm(n)}の工場は、${town(n)}に${count(n)}人の働き手を集めた。`,
    }),
    (n) => ({
      article: `${town(n)}の人口はこの十年でゆるやかに減り、${count(n)}人になった。`,
      point: `${town(n)}の人口はこの十年で減り、${count(n)}人になった。`,
    }),
    (n) => ({
      article: `${person(n)}は集まった記者を前に、${thing(n)}を来年から始めると述べた。`,
      point: `${person(n)}は、${thing(n)}を来年から始めると述べた。`,
    }),
  ],
};
