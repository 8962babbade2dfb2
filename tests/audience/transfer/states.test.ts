import fc from 'fast-check';
import { expect, test } from 'vitest';
import { watchCells } from '../../../src/audience/transfer/import/columns/file-watch.ts';
import { type ColumnMap, layOut } from '../../../src/audience/transfer/import/columns/layout.ts';
import { readState } from '../../../src/audience/transfer/import/columns/states.ts';

/** What a column of this name makes of a cell; `attribute` if it does not look like a state. */
function read(heading: string, cell: string, map: ColumnMap = {}) {
  const [slot] = layOut([heading], map).slots;
  return slot?.kind === 'state' ? readState(slot, cell) : slot?.kind;
}

const left = 'unsubscribed';

test.each([
  // By a word for it.
  ['配信状態', '配信中', ''],
  ['配信状態', '配信停止', left],
  ['配信状態', 'エラー停止', left],
  ['ステータス', '解除', left],
  ['ステータス', 'エラー', left],
  ['ステータス', '仮登録', 'pending'],
  ['購読状況', '購読中', ''],
  ['メルマガ区分', '退会済み', left],
  ['Ｓｔａｔｕｓ', 'ＡＣＴＩＶＥ', ''],
  ['Email Status', 'Hard bounce', left],
  ['subscription_state', 'opted-out', left],
  ['State', 'Marked as spam', left],
  ['Marketing status', 'Non-Subscribed', left],
  // Whether somebody wants mail.
  ['配信可否', '可', ''],
  ['配信可否', '否', left],
  ['配信可否', '×', left],
  ['メルマガ配信希望', '希望する', ''],
  ['メルマガ配信希望', '希望しない', left],
  ['メール受信設定', '受信しない', left],
  ['メルマガ', '受け取らない', left],
  ['Accepts Email Marketing', 'no', left],
  ['subscribed', 'FALSE', left],
  ['subscribed', '1', ''],
  ['is_active', 'f', left],
  ['Opt-in', 'Y', ''],
  ['confirmed', 'no', 'pending'],
  // Whether, or when, somebody left.
  ['解除日時', '2026/01/31 10:00', left],
  ['解除日時', '', ''],
  ['退会日', '令和8年1月31日', left],
  ['退会フラグ', '1', left],
  ['退会フラグ', '0', ''],
  ['配信停止', '○', left],
  ['配信停止希望', 'する', left],
  ['配信エラー', '有', left],
  ['deleted_at', '2026-01-31T10:00:00Z', left],
  ['deleted_at', '0000-00-00 00:00:00', ''],
  ['deleted_at', 'NULL', ''],
  ['unsubscribed_at', 'Jan 31, 2026', left],
  ['unsubscribed_at', '1769817600', left],
  ['Unsubscribe Date', '31.01.2026', left],
  ['opt-out', 'true', left],
  ['Unsubscribed from all email', 'Yes', left],
  ['Do Not Email', 'x', left],
  ['HasOptedOutOfEmail', 'false', ''],
  ['Bounced', 'N', ''],
  ['Unsubscribe reason', 'too many mails', left],
  // What is no state.
  ['登録日', '2026/01/31', 'attribute'],
  ['エラー回数', '3', 'attribute'],
  ['unsubscribe_url', 'https://x.example/u', 'attribute'],
  ['order status', 'cancelled', 'attribute'],
  ['subscribed_at', '2026-01-31', 'attribute'],
  ['会社名', '停止', 'attribute'],
])('a column %s with %s is %s', (heading, cell, standing) => {
  expect(read(heading, cell)).toBe(standing);
});

test.each([
  ['state', 'CA'],
  ['ステータス', '3'],
  ['配信停止', '有効'],
  ['配信停止', '×'],
  ['配信可否', 'たぶん'],
  ['解除日', '9999-12-31'],
  ['subscribed', 'x'],
  ['status', '1'],
])('what a column %s means by %s nobody guesses', (heading, cell) => {
  expect(read(heading, cell)).toBe(null);
});

test('a mapping says what words mean, in any width and case, and what a column is', () => {
  const map = { ﾀｲﾌﾟ: { Ｉｎ: 'confirmed', out: left, '': 'pending', '*': '' } } as const;
  for (const [cell, standing] of [
    ['in', 'confirmed'],
    ['OUT', left],
    ['', 'pending'],
    ['else', ''],
  ] as const) {
    expect(read('タイプ', cell, map)).toBe(standing);
  }
  expect(read('配信状態', '配信停止', { 配信状態: 'status' })).toBe(left);
  expect(read('配信状態', '配信停止', { 配信状態: 'former' })).toBe('attribute');
  expect(read('配信状態', '配信停止', { 配信状態: '' })).toBe('skip');
});

/** The question about a file, or null if there is none. */
function ask(lines: readonly string[], map: ColumnMap = {}): string | null {
  const [head = [], ...rows] = lines.map((line) => line.split(','));
  const watch = watchCells(head, layOut(head, map));
  try {
    watch.hear(rows);
    watch.conclude('confirmed');
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

test('words that are not understood are asked about, with the mapping that answers', () => {
  const file = ['email,会員種別ステータス', 'a@x.jp,甲', 'b@x.jp,乙', 'c@x.jp,甲', ','];
  const question = ask(file);
  expect(question).toContain('“会員種別ステータス”');
  expect(question).toContain('“甲”, “乙”');
  const mapping = /map=(\{"会員種別ステータス":\{.*?\}\})/.exec(question ?? '')?.[1] ?? '';
  expect(ask(file, JSON.parse(mapping))).toBe(null);
  expect(ask(file, { 会員種別ステータス: 'kind' })).toBe(null);
});

test('beside other words an empty cell is one, and a column of empty cells says nothing', () => {
  expect(ask(['email,配信状態', 'a@x.jp,配信停止', 'b@x.jp,'])).toContain('an empty cell');
  expect(ask(['email,配信状態', 'a@x.jp,', 'b@x.jp,'])).toBe(null);
  expect(ask(['email,解除日', 'a@x.jp,2026-01-01', 'b@x.jp,'])).toBe(null);
  expect(ask(['email,status', 'a@x.jp,unsubscribed', 'b@x.jp,'])).toBe(null);
});

test('people who left in a column of any name are noticed, but not in free text', () => {
  expect(ask(['email,フラグ', 'a@x.jp,配信中', 'b@x.jp,配信停止'])).toContain('“フラグ”');
  expect(ask(['email,group', 'a@x.jp,Unsubscribed', 'b@x.jp,VIP'])).toContain('“group”');
  const notes = Array.from({ length: 60 }, (_, n) => `a${n}@x.jp,note ${n}`);
  expect(ask(['email,note', ...notes, 'b@x.jp,unsubscribed'])).toBe(null);
  const ours = 'email,name,status,lists,language,timezone,state';
  expect(ask([ours, 'a@x.jp,,confirmed,digest,,,退会'])).toBe(null);
});

test('a question names no address, and stops at the twentieth word', () => {
  const question = ask([
    'email,status',
    ...Array.from({ length: 99 }, (_, n) => `a@x.jp,p${n}@x.jp`),
  ]);
  expect(question).toContain('…@…');
  expect(question).not.toContain('p3@');
  expect((question ?? '').length).toBeLessThan(3000);
});

test('whatever a column of states holds is understood or asked about, never passed over', () => {
  const headings = fc.constantFrom('配信状態', '解除日時', 'subscribed', 'status', '配信可否');
  const cells = fc.array(fc.string({ unit: 'grapheme', maxLength: 8 }), { maxLength: 8 });
  fc.assert(
    fc.property(headings, cells, (heading, words) => {
      const rows = words.map((word) => ['a@x.jp', word]);
      const head = ['email', heading];
      const layout = layOut(head, {});
      const slot = layout.slots[1];
      const watch = watchCells(head, layout);
      const isClear = words.every(
        (word) => slot?.kind === 'state' && readState(slot, word.trim()) !== null,
      );
      let isTaken = true;
      try {
        watch.hear(rows);
        watch.conclude('confirmed');
      } catch {
        isTaken = false;
      }
      const isEmpty = words.every((word) => word.trim() === '');
      expect(isTaken).toBe(isClear || isEmpty);
    }),
  );
});
