// Words that turn what a sentence says: none may be lost or come in on the way to a point.

/** What a guard keeps: a no, a maybe, somebody's word for it, a condition or who does what to whom. */
export type Guard = 'negation' | 'hedge' | 'attribution' | 'condition' | 'voice';

/** Each as it stands in the text, after NFKC and in lower case; the longest of a place counts. */
const japanese: Readonly<Record<Guard, RegExp>> = {
  negation:
    /(?:ではな|じゃな|わけでは|しか)|な(?:い|く|かっ|けれ|さそう)|ませ?ん|(?<=[ぁ-ん一-龥])ず(?:に|、|。|$)|ぬ(?:。|$)|否定|不(?:可|能|要|足|明|在)|未(?:定|満|遂|承認|確認|公表|発表|解決)|非(?:公開|公式)|拒否|拒ん|失敗|中止|撤回|断念|免れ|慎重|消極|反対/gu,
  hedge:
    /とみ(?:られ|て)|と見(?:られ|て)|とされ|と思われ|と考えられ|かもしれ|だろう|でしょう|らしい|ようだ|ようです|そうだ|可能性|見通し|見込[みむん]|予定|方針|方向|意向|考え|疑い|恐れ|おそれ|模様|もよう|推定|推計|予想|予測|検討|目指|約(?=\d)|およそ|ほぼ|程度|最大|最低|少なくとも|多くとも|以上|以下|未満|前後|余り|超|一部|多く|大半|ほとんど/gu,
  attribution:
    /によ(?:る|れば|ると)|関係者|と(?:述べ|話し|語っ|主張|指摘|説明|発表|報じ|伝え|訴え|強調|明らか)|という|との(?:見方|考え|報道|情報)|と(?:いう|の)声|曰く/gu,
  condition:
    /場合|なら(?:ば)?|ければ|限り|ものの|だけ|のみ|ばかり|以外|除[くきいけ]|たら(?=[、,])|(?<!例)(?<!たと)[えけげせてねべめれ]ば(?=[、,])/gu,
  voice: /(?<=[一-龥ぁ-ん])(?:られ|され|わせ|させ|てほし|たい)/gu,
};

const english: Readonly<Record<Guard, RegExp>> = {
  negation:
    /\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|hardly|scarcely|barely|rarely|seldom|fail(?:s|ed|ing)?|den(?:y|ies|ied|ying)|refus(?:e|es|ed|ing)|reject(?:s|ed|ing)?|cancell?ed|stop(?:s|ped)?|lack(?:s|ed)?|overturn(?:s|ed)?|oppos(?:e|es|ed)|cleared|acquitted|rul(?:e|es|ed) out|yet|false|few)\b|n['’]t\b/gu,
  hedge:
    /\b(?:may|might|could|would|should|likely|unlikely|reportedly|allegedly|apparently|possibl[ey]|probabl[ey]|perhaps|expected|plans?|planned|planning|proposed|proposes?|considers?|considering|suspected|seems?|appears?|about|around|nearly|almost|roughly|approximately|at least|at most|up to|more than|less than|over|under|estimated?|aims?|hopes?|hoped|wish(?:es|ed)?|some|most|many)\b/gu,
  attribution:
    /\b(?:according to|said|says|told|claim(?:s|ed)?|argu(?:es|ed)|warn(?:s|ed)|reported|sources?|officials?|analysts?|critics)\b/gu,
  condition:
    /\b(?:if|unless|until|only|provided|although|though|despite|whether|except|excluding|exception|barring|apart from|other than|all but|far from)\b|(?<=^|[,;] )had\b/gu,
  voice: /\b(?:by|against|from|was|were|been|being|be)\b/gu,
};

/** A guard of a text: which, the words, and where they stand after folding. */
export interface Found {
  guard: Guard;
  text: string;
  start: number;
  end: number;
}

/** The guards of a text, in order. `folded`: NFKC and lower case, see `foldWithPlaces`. */
export function findGuards(folded: string, language: string): Found[] {
  const guards = language.startsWith('ja') ? japanese : english;
  const found: Found[] = [];
  for (const [guard, pattern] of Object.entries(guards) as [Guard, RegExp][]) {
    for (const { 0: text, index } of folded.matchAll(pattern)) {
      found.push({ guard, text, start: index, end: index + text.length });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}
