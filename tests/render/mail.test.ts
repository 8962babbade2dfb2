// The frozen mail: what it looks like in bytes, and what holds for any digest.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rowColumns } from '../../src/digest/checks/columns.ts';
import { inboxRow } from '../../src/digest/checks/inbox-row.ts';
import { plainText } from '../../src/digest/inline.ts';
import { type Digest, parseDigest } from '../../src/digest/schema.ts';
import { freezeMail } from '../../src/render/mail.tsx';
import { personaliseOne } from '../../src/render/personalise.ts';
import { breakLines, context, digests, reader, visibleText } from './samples.ts';

const names = ['ja', 'en', 'picture'] as const;

async function mailOf(digest: Digest) {
  const frozen = await freezeMail(digest, context);
  return { frozen, ...personaliseOne(frozen, reader) };
}

describe.each(names)('the mail of the sample %s', (name) => {
  test('is the one we looked at (vitest -u after looking again)', async () => {
    const { html, text } = await mailOf(digests[name]);
    await expect(breakLines(html)).toMatchFileSnapshot(`golden/digest-${name}.html`);
    await expect(text).toMatchFileSnapshot(`golden/digest-${name}.txt`);
  });

  test('has one h1 and skips no heading level', async () => {
    const { html } = await mailOf(digests[name]);
    const levels = [...html.matchAll(/<h([1-6])/g)].map((match) => Number(match[1]));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.forEach((level, index) => {
      expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
    });
  });

  test('says its language and direction on html and on the first element of the body', async () => {
    const { html } = await mailOf(digests[name]);
    const { language } = digests[name];
    expect(html).toMatch(new RegExp(`^<!DOCTYPE html><html dir="ltr" lang="${language}">`));
    expect(html).toMatch(new RegExp(`<body[^>]*><div role="main" lang="${language}" dir="ltr"`));
  });

  test('uses tables only for layout and gives every picture alt, width and height', async () => {
    const { html } = await mailOf(digests[name]);
    for (const [table] of html.matchAll(/<table[^>]*>/g))
      expect(table).toContain('role="presentation"');
    for (const [image] of html.matchAll(/<img[^>]*>/g)) {
      expect(image).toMatch(/ alt="/);
      expect(image).toMatch(/ width="\d+"/);
      expect(image).toMatch(/ height="\d+"/);
    }
  });

  test('has telling link texts, each for one address', async () => {
    const { html } = await mailOf(digests[name]);
    const addresses = new Map<string, string>();
    for (const [, href = '', inside = ''] of html.matchAll(
      /<a [^>]*?href="([^"]*)"[^>]*>(.*?)<\/a>/gs,
    )) {
      const words = visibleText(inside);
      if (href.endsWith('/canary')) continue;
      expect(words.length).toBeGreaterThan(3);
      expect(addresses.get(words) ?? href).toBe(href);
      addresses.set(words, href);
    }
    expect(addresses.size).toBeGreaterThanOrEqual(5 + digests[name].sections.length);
  });

  test('sets no text smaller than 16 px but the stand-in of a blocked picture', async () => {
    const { html } = await mailOf(digests[name]);
    const withoutPictures = html.replace(/<img[^>]*>/g, '');
    const sizes = [...withoutPictures.matchAll(/font-size:(\d+)px/g)].map((match) =>
      Number(match[1]),
    );
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(16);
  });

  test('stays small, without comment markers or filler', async () => {
    const { frozen, html, text } = await mailOf(digests[name]);
    expect(frozen.htmlBytes).toBeLessThan(40_000);
    expect(Math.abs(frozen.htmlBytes - new TextEncoder().encode(html).length)).toBeLessThan(200);
    expect(html).not.toContain('<!-- -->');
    expect(html + text).not.toMatch(/[\u200b-\u200f\ufeff\u00a0\0\ufffd]/);
  });

  test('has one link that no person sees, hears or comes to, and that the text part leaves out', async () => {
    const { html, text } = await mailOf(digests[name]);
    const found = [...html.matchAll(/<a [^>]*?href="[^"]*\/canary"[^>]*>.*?<\/a>/gs)];
    expect(found.map(([link]) => link)).toEqual([
      '<a href="https://digest.example.com/canary" aria-hidden="true" tabindex="-1" ' +
        'style="display:none;max-height:0;overflow:hidden;opacity:0;mso-hide:all"></a>',
    ]);
    expect(text).not.toContain('canary');
  });

  test('names in its text part every other address the HTML links to', async () => {
    const { html, text } = await mailOf(digests[name]);
    for (const [, href = ''] of html.matchAll(/<a [^>]*?href="([^"]*)"/g)) {
      // The mail to a friend holds the address of the digest, which is there.
      if (href.endsWith('/canary') || href.startsWith('mailto:?')) continue;
      expect(text).toContain(href.replaceAll('&amp;', '&').replace(/^mailto:/, ''));
    }
  });
});

test('carries every header, tag and address that a digest mail must', async () => {
  const { html: _html, text: _text, frozen: _frozen, ...rest } = await mailOf(digests.ja);
  expect(rest).toMatchInlineSnapshot(`
    {
      "from": "菊のダイジェスト編集室 <digest@example.com>",
      "headers": {
        "Auto-Submitted": "auto-generated",
        "Feedback-ID": "0192f000-0000-7000-8000-000000000001:digest:digest:chrysanthemum",
        "List-Archive": "<https://digest.example.com/>",
        "List-Help": "<mailto:hello@example.com>",
        "List-Id": "<digest.digest.example.com>",
        "List-Unsubscribe": "<https://digest.example.com/u/AQAAAAAABwAAAAEBkvAAAABwAIAAAAAAAAAB>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Precedence": "bulk",
        "X-Entity-Ref-ID": "0192f000-0000-7000-8000-000000000001-7",
      },
      "reply_to": "hello@example.com",
      "subject": "夜の図書館に灯がともる：眠れない町が見つけた静かな居場所",
      "tags": [
        {
          "name": "send",
          "value": "0192f000-0000-7000-8000-000000000001",
        },
        {
          "name": "batch",
          "value": "3",
        },
        {
          "name": "subscriber",
          "value": "7",
        },
        {
          "name": "list",
          "value": "1",
        },
      ],
      "to": [
        "reader@example.com",
      ],
    }
  `);
});

test('offers to leave by a mail that holds the same token, where mail can come in', async () => {
  const leave = '<https://digest.example.com/u/AQAAAAAABwAAAAEBkvAAAABwAIAAAAAAAAAB>';
  const headersWith = async (inboundAddress: string | null) =>
    personaliseOne(await freezeMail(digests.ja, { ...context, inboundAddress }), reader).headers;
  const without = await headersWith(null);
  expect(without).toEqual((await mailOf(digests.ja)).headers);
  expect(without['List-Unsubscribe']).toBe(leave);
  expect(await headersWith('leave@in.example.com')).toEqual({
    ...without,
    'List-Unsubscribe': `${leave}, <mailto:leave@in.example.com?subject=unsubscribe%20${reader.unsubscribeToken}>`,
  });
  // RFC 6068: what means something in a link is written as what it is.
  expect((await headersWith('a?b&c%d+e@in.example.com'))['List-Unsubscribe']).toContain(
    '<mailto:a%3Fb%26c%25d%2Be@in.example.com?subject=unsubscribe%20',
  );
});

test('is deterministic', async () => {
  const [one, two] = await Promise.all([
    freezeMail(digests.ja, context),
    freezeMail(digests.ja, context),
  ]);
  expect(two).toEqual(one);
  const other = await freezeMail(digests.ja, { ...context, subjectPrefix: '[TEST] ' });
  expect(other.subject).toBe(`[TEST] ${digests.ja.headline}`);
  expect(other.hash).not.toBe(one.hash);
});

test('lets no line break or control character of the settings into a header', async () => {
  const frozen = await freezeMail(digests.ja, {
    ...context,
    senderName: 'A\r\nBcc: everyone@example.com\u0000"B", C',
    replyTo: 'a@example.com\nX-Evil: 1',
  });
  const { from, reply_to, headers, subject } = personaliseOne(frozen, {
    ...reader,
    listSlug: 'x\r\nX-Evil: 1',
  });
  expect(from).toBe('"A Bcc: everyone@example.com \\"B\\", C" <digest@example.com>');
  expect([from, reply_to, subject, ...Object.values(headers)].join('')).not.toMatch(/\p{Cc}/u);
});

test('cannot be confused by a writer who knows how slots are marked', async () => {
  const headline = 'slot0qhtmlunsubscribeUrlQ and slot1qjsontoQ';
  const { html, text, subject } = await mailOf({ ...digests.en, headline });
  expect(subject).toBe(headline);
  expect(html).toContain(`${headline}</h1>`);
  expect(text).toContain(headline);
});

/** What an inbox makes of a mail: the text of its HTML, from the start. */
function rowOf(html: string): string {
  const body = html.replace(/^.*<body[^>]*>/s, '');
  return body.replace(/<!--.*?-->|<[^>]*>/gs, '');
}

test('ends the row of the inbox with the preheader: blanks, and nothing of the mail after them', async () => {
  for (const [language, preheader] of [
    ['ja', '一'],
    ['ja', '図書館の三時間'.repeat(9)],
    ['en', 'A short lead.'],
    ['en', 'A lead of some length, '.repeat(7)],
  ] as const) {
    const digest = { ...digests.ja, language, preheader };
    const shown = inboxRow(digest).preheader;
    const row = rowOf((await mailOf(digest)).html);
    expect(row.startsWith(shown)).toBe(true);
    const [blanks = ''] = /^(?:\u2003\u034f)*/u.exec(row.slice(shown.length)) ?? [];
    expect(new TextEncoder().encode(blanks).length).toBeLessThan(300);
    // An em space is as wide as a full-width character.
    const width = rowColumns(shown, language) + blanks.length;
    expect(width).toBeGreaterThanOrEqual(118);
  }
});

test('pads the preheader in no text part', async () => {
  const { text } = await mailOf(digests.ja);
  expect(text).not.toMatch(/\u2003|\u034f/u);
});

test('takes the subject and the preheader from the digest, else headline and lead', async () => {
  const own = await mailOf({ ...digests.ja, subject: '短い題', preheader: '続きの言葉' });
  expect(own.subject).toBe('短い題');
  expect(own.html).toContain('<title>短い題</title>');
  expect(rowOf(own.html).startsWith('続きの言葉')).toBe(true);
  expect(own.html).toContain('</h1>');
  const plain = await mailOf(digests.ja);
  expect(plain.subject).toBe(digests.ja.headline);
});

/** Text that the schema takes; without links, whose addresses stand apart from their labels. */
const words = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    hostile(),
  )
  .map((text) => text.replace(/[\p{Cc}\p{Cs}\p{Co}\u2028\u2029\ufffd-\uffff\]]/gu, '').trim())
  .filter((text) => text !== '');

function hostile() {
  return fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '</td></table><b>',
    '&amp;&#x27;&lt;',
    '<!--[if mso]>x<![endif]-->',
    '**強調**と＜全角＞',
    '\u202egnp.exe',
    "'quoted' `tick` \\",
  );
}

const digestsOfAnyText = fc
  .record({
    language: fc.constantFrom('ja', 'en', 'ar'),
    line: fc.array(words, { minLength: 9, maxLength: 9 }),
  })
  .map(
    ({
      language,
      line: [a = '', b = '', c = '', d = '', e = '', f = '', g = '', h = '', i = ''],
    }) => ({
      version: 1,
      language,
      headline: a,
      lead: b,
      sections: [
        {
          heading: c,
          hook: { question: d, answer: e },
          opener: [{ text: f, voice: 'comment' }],
          source: {
            title: g,
            url: 'https://example.com/?a=1&b="2"'.replaceAll('"', '%22'),
            points: [h],
          },
          body: [{ text: i }],
        },
      ],
      conclusion: [a],
    }),
  );

test('loses no character of any digest and lets none become markup', async () => {
  const known = tagNames((await mailOf(digests.picture)).html);
  await fc.assert(
    fc.asyncProperty(digestsOfAnyText, async (input) => {
      const parsed = parseDigest(input);
      fc.pre(parsed.kind === 'ok');
      if (parsed.kind !== 'ok') return;
      const { headline, lead = '', sections, conclusion } = parsed.digest;
      const [section] = sections;
      const { html, text } = await mailOf(parsed.digest);
      expect(html + text).not.toMatch(/[\0\ufffd]/);
      expect(html.isWellFormed()).toBe(true);
      for (const name of tagNames(html)) expect(known).toContain(name);
      const seen = visibleText(html);
      const read = text.replace(/\s/g, '');
      // What is set large may show punctuation in another width, which NFKC does not tell apart.
      const headings = [
        headline,
        section?.heading ?? '',
        section?.hook?.question ?? '',
        section?.source?.title ?? '',
      ];
      for (const piece of headings) {
        expect(seen.normalize('NFKC')).toContain(piece.normalize('NFKC'));
        expect(read).toContain(piece.replace(/\s/g, ''));
      }
      const texts = [
        lead,
        section?.hook?.answer,
        section?.opener[0]?.text,
        section?.source?.points[0],
        section?.body[0]?.text,
        conclusion[0],
      ].map((rich) => plainText(rich ?? ''));
      for (const piece of texts) {
        expect(seen.normalize('NFKC')).toContain(piece.normalize('NFKC'));
        expect(read).toContain(piece.replace(/\s/g, ''));
      }
    }),
    { numRuns: 150 },
  );
});

function tagNames(html: string): Set<string> {
  return new Set([...html.matchAll(/<(\/?[a-z!][a-z0-9-]*)/gi)].map((match) => match[1] ?? ''));
}
