// Digests at the edges: twenty long sections, and every field written by somebody hostile.
import { expect, test } from 'vitest';
import { checkDigest } from '../../src/digest/checks/checks.ts';
import { type Digest, parseDigest } from '../../src/digest/schema.ts';
import { freezeMail } from '../../src/render/mail.tsx';
import { checkMail } from '../../src/render/mail-checks.ts';
import { personaliseOne } from '../../src/render/personalise.ts';
import { context, digests, reader, visibleText } from './samples.ts';

const today = '2026-11-22';

/** The Japanese sample's sections over and over, each with a longer story. */
function longDigest(sections: number): Digest {
  const own = digests.ja.sections;
  const story = '灯りのともる窓を数えながら、町は少しずつ夜の過ごし方を覚えていった。'.repeat(12);
  return {
    ...digests.ja,
    sections: Array.from({ length: sections }, (_, index) => {
      const section = own[index % own.length];
      if (!section) throw new Error('no section');
      const body = [
        ...section.body,
        { text: `${index + 1}：${story}`, voice: 'narration' as const },
      ];
      return { ...section, body };
    }),
  };
}

async function sizeFindings(sections: number) {
  const digest = longDigest(sections);
  const mail = await freezeMail(digest, context);
  const { errors, warnings } = checkDigest(digest, {
    subject: mail.subject,
    htmlBytes: mail.htmlBytes,
    today,
  });
  const codes = [...errors, ...warnings].map(({ code }) => code);
  return { mail, size: codes.find((code) => code.startsWith('size_')) ?? 'fine' };
}

test('warns of a mail over 90 KB and stops one over 102 KB, long before twenty long sections', async () => {
  const findings = [];
  for (let sections = 1; sections <= 20; sections += 1) {
    const { mail, size } = await sizeFindings(sections);
    const wanted =
      mail.htmlBytes > 102 * 1024
        ? 'size_over_102'
        : mail.htmlBytes > 90 * 1024
          ? 'size_over_90'
          : 'fine';
    expect([sections, size]).toEqual([sections, wanted]);
    findings.push(size);
  }
  expect([...new Set(findings)]).toEqual(['fine', 'size_over_90', 'size_over_102']);
  expect(findings.indexOf('size_over_90')).toBeGreaterThanOrEqual(8);
});

test('keeps a mail of twenty long sections whole and in order', async () => {
  const { mail } = await sizeFindings(20);
  const { html, text } = personaliseOne(mail, reader);
  expect(html.match(/<h1/g)).toHaveLength(1);
  for (const part of [visibleText(html), text]) {
    const places = Array.from({ length: 20 }, (_, n) => part.indexOf(`${n + 1}：灯り`));
    expect(places.every((place, index) => place > (places[index - 1] ?? -1))).toBe(true);
  }
});

const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '</title></style></td><iframe src=//evil.example>',
  '<!--[if mso]><x><![endif]-->',
  'javascript:alert(1)',
  '\u202egnp.exe',
  'zero\u200bwidth\u2060',
  '{{unsubscribe}} %recipient% slot0qhtmltoQ',
];

test.each(hostile)('writes %j as plain words wherever it stands', async (bad) => {
  const image = { url: 'https://example.com/i.png?a=%22%3E%3Cb', alt: bad, credit: bad };
  const parsed = parseDigest({
    version: 1,
    language: 'ja',
    headline: bad,
    lead: bad,
    image,
    sections: [
      {
        heading: bad,
        hook: { question: bad, answer: bad },
        opener: [{ text: bad, voice: 'comment' }],
        source: { title: bad, url: 'https://example.com/', publisher: bad, image, points: [bad] },
        body: [{ text: bad }],
      },
    ],
    conclusion: [bad],
  });
  if (parsed.kind !== 'ok') throw new Error('the digest is refused');
  const names = { senderName: bad, brandName: bad, senderAddress: bad };
  const frozen = await freezeMail(parsed.digest, { ...context, ...names });
  const mail = personaliseOne(frozen, { ...reader, listName: bad, to: `${bad}@example.com` });
  const bare = mail.html.replace(/"[^"]*"/g, '""');
  expect(bare).not.toMatch(/<(script|iframe|x|b)\b|<[^>]*\son\w+=/i);
  expect(mail.html).not.toMatch(/href="(?!https:|mailto:)/i);
  expect(checkMail(frozen).errors).toEqual([]);
  expect(visibleText(mail.html)).toContain(bad);
  expect(mail.text.replace(/\s/g, '')).toContain(bad.replace(/\s/g, ''));
  for (const header of [mail.subject, mail.from, ...Object.values(mail.headers)]) {
    expect(header).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
  }
});

test.each(['a\r\nBcc: x@evil.example', 'a\nb', 'a\0b', 'a\u2028b', '\ud800', '\ufffd'])(
  'takes %j in no field of a digest',
  (bad) => {
    const base = { version: 1, language: 'ja', headline: 'x', conclusion: ['x'] };
    const section = { heading: 'x' };
    const link = '[x](javascript:alert(1))';
    for (const input of [
      { ...base, sections: [section], headline: bad },
      { ...base, sections: [section], lead: bad },
      { ...base, sections: [{ heading: bad }] },
      { ...base, sections: [{ heading: 'x', hook: { question: bad, answer: 'x' } }] },
      { ...base, sections: [section], conclusion: [bad] },
      { ...base, sections: [section], lead: link },
    ]) {
      expect(parseDigest(input).kind).toBe('invalid');
    }
  },
);
