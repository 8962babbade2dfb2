// What the API says to people exists in every language of the console, and nothing is translated for nobody.
import fs from 'node:fs';
import { expect, test } from 'vitest';
import { checks } from '../../src/words/ja/sentences/checks.ts';
import { feeds } from '../../src/words/ja/sentences/feeds.ts';
import { health } from '../../src/words/ja/sentences/health.ts';
import { pages } from '../../src/words/ja/sentences/pages.ts';
import { proposals } from '../../src/words/ja/sentences/proposals.ts';
import { sends } from '../../src/words/ja/sentences/sends.ts';
import { speak } from '../../src/words/sentences.ts';

const all = { ...checks, ...pages, ...health, ...proposals, ...sends, ...feeds };
const inJapanese = speak(all);

/** Where sentences come from that pages of the console repeat. */
const speakers = [
  'src/digest/{import,paste,markdown,checks,intake}/*.ts',
  'src/digest/{schema,text}.ts',
  'src/proposals/syndication/trouble.ts',
  'src/proposals/feeds/transfer.ts',
  'src/base/{language,raw-text}.ts',
  'src/render/mail-checks.ts',
  'src/proposals/trouble.ts',
  'src/proposals/commands/weigh.ts',
  'src/proposals/watch/watch.ts',
  'src/resend/own-webhook.ts',
  'src/sending/readiness/{account-checks,from-domain,public-url,readiness,work-checks}.ts',
  'src/sending/watch/{alarms,health}.ts',
];

/** Sentences of these files that no page of the console repeats. */
const unheard = [
  // Descriptions in the schema, which developers read.
  /^(?:Subject of the mail|What an inbox shows)/,
  /^Must be 1$/,
  // Of a page that is refused as a whole, which the console never does.
  /^The \$\{name\}/,
  // Why a send was paused, which its page says in words of its own.
  /of the mails (?:failed|bounced while)/,
  // Parts of other sentences, which are looked at whole.
  /^\$\{Math\.floor\(\(seconds/,
];

/** What a place of a sentence holds, where it is itself a sentence or a part of one. */
const places: Readonly<Record<string, string>> = {
  told: 'The mail has 103 KB of HTML.',
  rule: 'Must be a registered language (BCP 47), such as ja or en-GB',
  why: 'No heading found here',
  'placed.why': 'A digest has one headline',
  problem: 'Must not contain half a surrogate pair',
  choice: 'none is known here',
  detail: 'Whether Resend has verified mail.example.com, the domain of FROM, cannot be seen',
  'otherwise(look.verified, whose)': '',
  'namesOf(look.records)': 'its DNS records',
  dashboard: 'https://resend.com/domains',
  migrate: 'Run `npm run db:migrate` as the role of the worker.',
  ago: 'The last cron tick was 400 s ago',
  worst: '5.0 % of all mails of 30 days bounced',
  found: '3.1 % of all mails of 30 days bounced',
  what: 'does not answer',
  whose: 'digest',
  'inMinutes(facts.silence)': '70 minutes',
  'inMinutes(facts.tickAge)': '6 minutes',
  'inMinutes(age)': '20 minutes',
  'codes.no_points': 'No sentence of this article can stand as a point.',
  'codes.robots': 'The robots.txt of this site asks programs not to read this page.',
  'codes.other_language':
    'This article is not in the language of the digest: its points are not, either.',
  'codes.over_amount': 'The points repeat more of this article than a citation should.',
  "isEncrypted ? ' over TLS' : ', unencrypted'": ' over TLS.',
};

/** Whole sentences of the four kinds that are put together out of parts. */
const composed: Readonly<Record<string, readonly string[]>> = {
  '${why}: look at this section': [
    'No heading found here: look at this section',
    'No question and answer after it: look at this section',
  ],
  'No heading found here': [],
  'No question and answer after it': [],
  'Left out: ${why}': ['Left out: it could be two days', 'Left out: there is no such day'],
  'Left out: front matter ${why}': [
    'Left out: front matter says each thing once',
    'Left out: front matter holds language, date',
  ],
  'Whether Resend has verified ${domain}, the domain of ${whose}, cannot be seen': [],
  "Work is due and stands still: ${still.join(', ')}.${why}": [
    'Work is due and stands still: a send for 20 minutes, an import for 16 minutes.',
    'Work is due and stands still: a send for 20 minutes. Sending is switched off (SENDING=off).',
  ],
  '${what} for ${inMinutes(age)}': ['Work is due and stands still: a send for 20 minutes.'],
  'The last cron tick was ${Math.floor(age)} s ago': ['The last cron tick was 9 s ago.'],
};

function readSentences(): string[] {
  const literal = /'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\\n]|\\.)*)`/g;
  const found = fs.globSync(speakers).flatMap((file) => {
    const text = fs
      .readFileSync(file, 'utf8')
      .replace(/^\s*\/\/.*$|\/\*[\s\S]*?\*\/|^import .*$/gm, '');
    return [...text.matchAll(literal)].map(([, one, two, three]) => one ?? two ?? three ?? '');
  });
  const isSentence = (text: string) => /^(?:[A-Z]|\$\{).* \S/.test(text) && /[a-z]{2} /.test(text);
  return [...new Set(found.filter(isSentence))].filter(
    (text) => !unheard.some((pattern) => pattern.test(text)),
  );
}

/** As it is said, with something in each place. */
function instances(sentence: string): readonly string[] {
  return (
    composed[sentence] ?? [
      sentence
        .replaceAll("\\'", "'")
        .replaceAll('\\`', '`')
        .replace(/\$\{((?:[^{}]|\{[^{}]*\})*)\}/g, (_, place: string) => places[place] ?? '12'),
    ]
  );
}

test.each(readSentences())('in Japanese there is: %s', (sentence) => {
  for (const english of instances(sentence)) {
    const said = inJapanese(english);
    expect(said).toMatch(/[\p{sc=Hira}\p{sc=Kana}\p{sc=Han}]/u);
    // Names, addresses and commands stay; of the English sentence nothing does.
    expect(said.replace(/`[^`]*`|https?:\S+/g, '')).not.toMatch(/[a-z]{2,} [a-z]{2,} [a-z]{2,}/);
  }
});

test('a Japanese sentence says what the English one does: every place, and no other', () => {
  const placesOf = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted();
  for (const [english, japanese] of Object.entries(all)) {
    const missing = placesOf(japanese).filter((place) => !placesOf(english).includes(place));
    expect([english, missing]).toEqual([english, []]);
  }
});

test('what a sentence says in its places is said in them, and several in a row are', () => {
  expect(inJapanese('Try https://example.com/a: it did not answer')).toBe(
    'https://example.com/a から応答がありません。確かめてください',
  );
  expect(
    inJapanese("The mail has 93 KB of HTML. Shorten it below 90 KB to stay clear of Gmail's limit"),
  ).toBe('HTML が 93 KB あります。Gmail の限度まで余裕をもって、90 KB より短くしてください');
  expect(inJapanese('Nobody has ever said this.')).toBe('Nobody has ever said this.');
});

test('nothing is translated that nobody says', () => {
  const said = fs
    .globSync('src/{digest,base,proposals,render,resend,sending}/**/*.{ts,tsx}')
    .map((file) => fs.readFileSync(file, 'utf8').replaceAll("\\'", "'").replaceAll('\\`', '`'))
    .join('\n');
  // Some sentences are put together: a run of so many characters of each stands in one piece.
  const run = 14;
  const isSaid = (english: string) => {
    const own = english.split(/\{\w+\}/).map((part) => part.trim().replace(/[.]$/, ''));
    const longest = own.toSorted((a, b) => b.length - a.length)[0] ?? '';
    const starts = Array.from({ length: Math.max(1, longest.length - run) }, (_, at) => at);
    return starts.some((at) => said.includes(longest.slice(at, at + run)));
  };
  // Too short for a run.
  const isTiny = (english: string) => /^an? \w+ for \{minutes\}/.test(english);
  const unsaid = Object.keys(all).filter((english) => !isTiny(english) && !isSaid(english));
  expect(unsaid).toEqual([]);
});
