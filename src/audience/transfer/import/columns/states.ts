// What a cell says of somebody's wish for mail, in the usual words of two languages.

import * as z from 'zod';
import { SubscriptionStatus } from '../../../fields.ts';
import type { StateReading } from './headings.ts';

/** A state, or the empty text where the cell leaves it to the request. */
export const Standing = z.enum([...SubscriptionStatus.options, '']);
export type Standing = z.infer<typeof Standing>;

/** A column of states. `words` go before the usual ones; `*` is for every other word that is there. */
export interface StateColumn {
  reading: StateReading;
  words: Readonly<Record<string, Standing>>;
  /** It is our own column: an empty cell leaves the state to the request, `confirmed` says it. */
  isOurs: boolean;
}

// Words that speak of mail or of leaving by themselves, whatever the heading says.
const reading = listWords(`
  subscribed active optedin optin subscriber cold engaged
  配信中 配信可 配信可能 配信する 配信対象 購読中 購読する 受信中 受信可 受信可能 受信する 本登録 オプトイン 正常`);
const away = listWords(`
  unsubscribed unsubscribe unsub unsubbed unsubscribedfromall globallyunsubscribed optedout optout
  notsubscribed nonsubscribed bounced bounce hardbounce hardbounced softbounce softbounced complained
  complaint spam spamcomplaint markedasspam spamreported reportedspam junk abuse blocked blocklisted
  blacklisted suppressed cleaned undeliverable donotmail donotemail donotcontact removed deleted
  cancelled canceled banned archived forgotten left churned
  配信停止 配信停止中 停止 停止中 停止済 停止済み 解除 解除済 解除済み 購読解除 購読停止 登録解除 配信解除
  退会 退会済 退会済み エラー停止 エラー エラーアドレス 配信エラー 不達 配信不可 受信不可 配信不能 拒否 受信拒否
  配信拒否 受信しない 配信しない 購読しない 削除 削除済 削除済み ゴミ箱 除外 配信除外 配信対象外 ブラックリスト
  迷惑メール 非購読 未購読 配信禁止 オプトアウト 休止 休止中 配信休止 脱退 解約 解約済 解約済み 送信不可 送信禁止`);
const waiting = listWords(`
  pending unconfirmed unactivated unverified notconfirmed awaiting awaitingconfirmation
  pendingconfirmation confirmationpending waiting invited validating needsattention
  仮登録 仮登録中 仮会員 未確認 確認待ち 確認待 確認中 承認待ち 未承認 未認証 認証待ち 保留 保留中 申込中`);
// Words whose sense hangs on the question: “stop: enabled” is no reader.
const good = listWords(`
  enabled enable regular normal ok valid confirmed verified member live good current deliverable accepted
  allowed granted mailable sendable
  有効 登録 登録済 登録済み 登録中 会員 本会員 可 可能 許可 希望 希望する 希望あり 通常 アクティブ 同意 同意済 同意済み
  同意する 承諾 承諾する 受け取る 配信 購読 受信 継続 継続中 利用中 対象 要 必要`);
const bad = listWords(`
  disabled disable inactive invalid dead deactivated expired rejected refused denied unreachable held ng notallowed
  無効 不可 不能 否 希望しない 希望なし 不要 対象外 禁止 同意しない 非アクティブ 受け取らない 不許可 未同意 中止`);
const yes = listWords('yes y true t 1 on ○ 〇 ◯ ◎ ✓ ✔ ☑ ✅ 有 有り あり はい する 済 済み');
const no = listWords('no n false f 0 off 無 無し なし いいえ しない 未');
const crosses = listWords('x × ✗ ✕ ✖ ☒');
const nothing = listWords('null nil none na n/a nan \\n 未設定 undefined');

/** A null where the word is not understood: then somebody has to say what it means. */
export function readState(column: StateColumn, cell: string): Standing | null {
  const word = plainWord(cell);
  const said = Object.hasOwn(column.words, word) ? column.words[word] : undefined;
  if (said !== undefined) return said;
  if (word !== '' && Object.hasOwn(column.words, '*')) return column.words['*'] ?? '';
  const isNothing = word === '' || nothing.has(word) || /^0[0/:tz]*$/.test(word);
  if (column.isOurs && (word === '' || word === 'confirmed')) return word === '' ? '' : 'confirmed';
  return readings[column.reading](word, isNothing);
}

const readings: Record<StateReading, (word: string, isNothing: boolean) => Standing | null> = {
  status: (word) => ofWord(word) ?? (good.has(word) ? '' : bad.has(word) ? 'unsubscribed' : null),
  wants: (word) => {
    if (good.has(word) || yes.has(word) || isMoment(word)) return '';
    const refuses = bad.has(word) || no.has(word) || (crosses.has(word) && word !== 'x');
    return refuses ? 'unsubscribed' : ofWord(word);
  },
  verified: (word) => {
    if (good.has(word) || yes.has(word) || isMoment(word)) return '';
    return no.has(word) ? 'pending' : ofWord(word);
  },
  left: (word, isNothing) => {
    if (isNothing || no.has(word)) return '';
    if (yes.has(word) || word === 'x' || isMoment(word)) return 'unsubscribed';
    return ofWord(word);
  },
  reason: (_word, isNothing) => (isNothing ? '' : 'unsubscribed'),
};

function ofWord(word: string): Standing | null {
  if (away.has(word)) return 'unsubscribed';
  if (waiting.has(word)) return 'pending';
  return reading.has(word) ? '' : null;
}

/** Does a cell of a column that is no state say plainly that somebody left? */
export function saysLeft(cell: string): boolean {
  if (cell.length > longestWord || cell === '') return false;
  const word = plainWord(cell);
  return away.has(word) && !ambiguous.has(word);
}

/** Which may as well be said of an order, a plan or a machine. */
const ambiguous = listWords(
  'left archived cancelled canceled removed deleted blocked active spam エラー 停止 停止中 解除 削除 除外 正常',
);

/** The moment at which something was, in whatever order its parts are; `9999` is no moment. */
export function isMoment(word: string): boolean {
  if (word.length > 40 || /9999/.test(word) || !/[1-9]/.test(word)) return false;
  return (
    /^(\d{4}[/年]\d{1,2}|\d{1,2}\/\d{1,2}\/\d{2,4})/.test(word) ||
    // Without marks; of Unix, in seconds or milliseconds; of spreadsheets, in days.
    /^(\d{8}|\d{10}|\d{13}|\d{14}|[2-6]\d{4}(\/\d+)?)$/.test(word) ||
    /^(明治|大正|昭和|平成|令和|[mtshr])\d{1,2}[/年]/.test(word) ||
    /^(\d{1,2})?(mon|tue|wed|thu|fri|sat|sun)?[a-z]*\d{0,2}(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\d/.test(
      word,
    )
  );
}

/** Of a word; what is longer is somebody's prose. */
const longestWord = 60;

/** A word without width, case, blanks and hyphens. */
export function plainWord(text: string): string {
  return text
    .slice(0, longestWord + 1)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_・,、。「」()[\]"'!]+/g, '')
    .replace(/(?<=\d)[-.‐–—−]/g, '/')
    .replace(/[-.‐–—−]+/g, '');
}

function listWords(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter((word) => word !== ''));
}
