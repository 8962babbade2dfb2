// What the heading of a column says it holds: one of our fields, somebody's state, or something of its own.

/** What a column can be besides a state; the parts of a name are joined. */
export const fieldNames = [
  'email',
  'name',
  'firstName',
  'lastName',
  'lists',
  'language',
  'timezone',
  'suppressed',
  'pausedUntil',
] as const;
export type FieldName = (typeof fieldNames)[number];

/**
 * How a column speaks of a state. `status`: by a word for it. `wants`: yes means mail. `verified`: no
 * means not confirmed yet. `left`: yes, or the moment of it, means no more mail. `reason`: whatever
 * stands there is why somebody left.
 */
export const stateReadings = ['status', 'wants', 'verified', 'left', 'reason'] as const;
export type StateReading = (typeof stateReadings)[number];

/** A heading without what only decorates it: width, case, blanks, marks, “required”. */
export function plainHeading(name: string): string {
  return name
    .slice(0, 500)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]+/gu, '')
    .replace(/(必須|任意|required|optional)$/, '');
}

const fields = new Map<string, FieldName>([
  ...name('email', [
    'email emailaddress mail mailaddress subscriber subscriberemail useremail contactemail',
    'メールアドレス eメール eメールアドレス メール メアド メルアド 電子メール 電子メールアドレス pcメールアドレス',
  ]),
  ...name('name', [
    'name fullname displayname',
    '名前 お名前 氏名 ご氏名 ご芳名 お客様名 会員名 読者名',
  ]),
  ...name('firstName', [
    'firstname fname givenname forename',
    '名 お名前名 氏名名 名前名 名漢字 お名前名漢字 下の名前',
  ]),
  ...name('lastName', [
    'lastname lname surname familyname',
    '姓 氏 お名前姓 氏名姓 名前姓 姓漢字 お名前姓漢字 苗字 名字',
  ]),
  ...name('language', ['language', '言語']),
  ...name('timezone', ['timezone', 'タイムゾーン']),
]);

function name(field: FieldName, words: readonly string[]): [string, FieldName][] {
  return words.flatMap((line) => line.split(' ')).map((word) => [word, field]);
}

/** Our field of that name, in either language; null if there is none. A state is not among them. */
export function fieldOf(heading: string): FieldName | null {
  return fields.get(plainHeading(heading)) ?? null;
}

const joined = /^(joined|started|created|signup|subscribedsince|membersince)/;
const beside =
  /(url|link|token|hash|count|campaign(title|id)?|source|ip|by|rate|回数|件数|リンク|方法|コード)$/;
const moment = '(at|on|date|time|datetime|timestamp)?';
const mailWords = '(配信|受信|送信|購読|メール|メルマガ|ニュースレター|案内|お知らせ|dm)';

const readings: readonly (readonly [StateReading, RegExp])[] = [
  [
    'reason',
    /(unsub|optout|bounce|suppress|complain|block)\w*reason$|(解除|退会|停止|拒否|脱退)の?理由$/,
  ],
  [
    'left',
    /unsub|optedout|optout|blocklist|blacklist|suppress|^(do|dont|dono)t?(not)?(e?mail|contact|send)|donot(e?mail|contact|send)|hardbounce|^dn[cd]$|^nomail/,
  ],
  [
    'left',
    new RegExp(
      `^(is|was|email|mail|has)?(delet|remov|block|bounc|complain|cancell?|disabl|inactiv|deactivat|archiv|bann|churn|clean|forgott|reject)(ed|e|en)${moment}$`,
    ),
  ],
  [
    'left',
    new RegExp(
      `^(bounce|clean|complaint|cancell?ation|removal|deletion|block|spam(complaint)?|junk|left|leave)${moment}$`,
    ),
  ],
  [
    'left',
    /解除|退会|脱退|停止|削除|拒否|除外|不達|禁止|不要|解約|オプトアウト|ブラックリスト|(^|配信|送信|メール)エラー(日|日時|フラグ|有無)?$/,
  ],
  ['status', /(status|state)$/],
  ['status', /(ステータス|状態)(名称?|表示)?$/],
  ['status', new RegExp(`${mailWords}.*(状況|区分)$|^(登録|会員|読者|エラー)(状況|区分)$`)],
  [
    'verified',
    /^(is|email|mail)*(confirmed|verified|activated)$|^(本人|メール)?(確認済み?|認証済み?)$/,
  ],
  [
    'wants',
    /optedin$|optin(flag)?$|^(is|has|email|mail)*(subscribed|subscribes?|active|enabled|valid|mailable|sendable|contactable|deliverable|reachable)$/,
  ],
  [
    'wants',
    /subscribedto|accepts?(e?mail)?marketing|acceptse?mails?|marketing(consent|permission|allowed)|(e?mail|gdpr)(marketing)?(consent|permission|ok|allowed)$|^(consent|newsletters?|subscription|permission|mailinglist|receives?(e?mails?|newsletters?))$/,
  ],
  [
    'wants',
    new RegExp(`${mailWords}.*(可否|許可|希望|同意|承諾|フラグ|対象|設定|有無|可|要否|ok)$`),
  ],
  [
    'wants',
    /^(メルマガ|メール配信|メルマガ配信|メルマガ購読|メール受信|購読|有効|有効フラグ|配信|受信|ニュースレター|オプトイン|可否|配信可否|許諾|同意)$/,
  ],
];

/** States of other things than somebody's wish for mail. */
const elsewhere =
  /marital|order|payment|billing|shipping|deal|lead|employment|home|province|country|^paid|^stripe|plan|tax|注文|支払|決済|配送|発送|出荷|対応|婚姻|在庫|進捗|健康/;

/** How a column of this name speaks of a state, or null if it does not look like one. */
export function stateReadingOf(heading: string): StateReading | null {
  const plain = plainHeading(heading);
  if (joined.test(plain) || beside.test(plain)) return null;
  const [reading = null] = readings.find(([, pattern]) => pattern.test(plain)) ?? [];
  return reading === 'status' && elsewhere.test(plain) ? null : reading;
}

/** Are the parts of the name written in the order in which Japanese says them? */
export function isJapanese(heading: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(heading);
}
