// Days as people write them, and the lines that say one.
import { expect, test } from 'vitest';
import { readDay } from '../../src/digest/import/day.ts';
import { readDayLine } from '../../src/digest/import/day-line.ts';

test.each([
  ...[
    '2025/03/14',
    '2025-3-14',
    '2025.03.14.',
    '20250314',
    '２０２５／０３／１４',
    "'25/3/14",
    '’25.3.14',
  ],
  ...[
    '2025年3月14日',
    '2025年３月１４日（金）',
    '25年3月14日',
    '（2025年3月14日）',
    '金曜日、2025年3月14日',
  ],
  ...[
    '令和7年3月14日',
    '令和七年三月十四日',
    'R7.3.14',
    'R07/03/14',
    '㋿7年3月14日',
    '平成37年3月14日',
  ],
  ...[
    '二〇二五年三月十四日',
    '二千二十五年三月十四日',
    '2025年（令和7年）3月14日',
    '令和7（2025）年3月14日',
  ],
  ...['March 14, 2025', '14 March 2025', 'Mar. 14th 2025', '14-Mar-2025', 'Friday, March 14, 2025'],
  ...['Fri 14 Mar 2025', '14th of March 2025', '14.3.2025', '03/14/2025', '14/03/2025'],
  ...['10:30 AM ET, Fri March 14, 2025', '2025-03-14T10:00+09:00', '2025年3月14日 10:30'],
])('%s is 14 March 2025', (text) => {
  expect(readDay(text)).toBe('2025-03-14');
});

test('the first year of an era is its year one', () => {
  expect(readDay('令和元年5月1日')).toBe('2019-05-01');
  expect(readDay('昭和六十四年一月七日')).toBe('1989-01-07');
  expect(readDay('明治45年7月30日')).toBe('1912-07-30');
});

test.each(['3月14日', 'March 2025', '昨日', '2025年2月30日', '03/04/2025', '2025', 'M1 chip', ''])(
  '%s is no day of the calendar',
  (text) => {
    expect(readDay(text)).toBeNull();
  },
);

test.each([
  ...['公開日:2025/03/14', '公開日 ： 2025年3月14日', '更新:2025/03/14 12:00', '投稿日:2025/03/14'],
  ...[
    '掲載 2025年3月14日',
    '配信日時：2025年3月14日(金) 10時30分',
    '【公開日】2025/03/14',
    '最終更新：2025.3.14',
  ],
  ...[
    'Published: March 14, 2025',
    'Updated 14 March 2025',
    'Last updated on: 2025-03-14',
    '📅 公開日: R7.3.14',
  ],
  ...['Posted on Friday, March 14, 2025', 'Date: 14.3.2025', '公開日\u200b:\u20602025/03/14'],
])('“%s” says its day, and that it is one', (text) => {
  expect(readDayLine(text)).toEqual({ day: '2025-03-14', isLabelled: true, why: '', rest: '' });
});

test.each([
  ...[
    '2025/03/14',
    '（2025年3月14日）',
    '2025年3月14日(金)',
    '2025年3月14日 10:30 発信地:モスクワ',
  ],
  ...[
    '2025年3月14日 朝刊',
    '2025/03/14 12:00 更新',
    'Friday, March 14, 2025',
    '14.3.2025',
    '令和7年3月14日付',
  ],
])('“%s” says a day and nothing else', (text) => {
  expect(readDayLine(text)).toMatchObject({ day: '2025-03-14', isLabelled: false });
});

test.each([
  ...[
    '公開日:昨日',
    '公開日:3月14日',
    '公開日：',
    '更新 3時間前',
    'Published: yesterday',
    'Updated 2 hours ago',
  ],
  ...[
    'Published: March 2025',
    '公開日:03/04/2025',
    '公開日:2025/02/30',
    '掲載日：春',
    '配信：今朝',
  ],
])('“%s” is a day line whose day cannot be read', (text) => {
  expect(readDayLine(text)).toMatchObject({
    day: null,
    isLabelled: true,
    why: expect.stringMatching(/./),
  });
});

test.each([
  ...[
    '公開された文書によると、停戦は近い。',
    '更新は続く',
    '2025年3月14日の会談',
    '公開2日で百万人',
  ],
  ...[
    'Published authors say so',
    'Updated maps of the valley',
    'Date palms',
    '配信サービスが増えた',
  ],
  ...['March of the clocks', '発表の場', '3月の終わりに', '2025年の町', '昨日', 'May 2 be the day'],
])('“%s” is no day line', (text) => {
  expect(readDayLine(text)).toBeNull();
});
