// A list's own look: which colours are taken, and what becomes of them in light and dark.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  contrastOf,
  findLowContrasts,
  housePalettes,
  leastContrast,
  palettesOf,
  readableAccent,
} from '../../emails/palette.ts';
import { Brand, parseBrand } from '../../src/render/brand.ts';
import { freezeMail } from '../../src/render/mail.tsx';
import { checkMail } from '../../src/render/mail-checks.ts';
import { personaliseOne } from '../../src/render/personalise.ts';
import { renderTransactional } from '../../src/render/transactional.tsx';
import { brand, breakLines, context, digests, reader, transactionalInput } from './samples.ts';

const anyColour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((number) => `#${number.toString(16).padStart(6, '0')}`);

test('reads every word of the house’s own palettes', () => {
  expect(findLowContrasts(housePalettes)).toEqual([]);
  expect(contrastOf('#000000', '#ffffff')).toBe(21);
});

test('takes a colour exactly if it can be read, and names one that would do', () => {
  fc.assert(
    fc.property(anyColour, (accent) => {
      const low = findLowContrasts(palettesOf(accent));
      const parsed = Brand.safeParse({ accent });
      expect(parsed.success).toBe(low.length === 0);
      const advice = /(#[0-9a-f]{6}) would do/.exec(parsed.error?.issues[0]?.message ?? '')?.[1];
      expect(Brand.safeParse({ accent: advice ?? accent }).success).toBe(true);
      expect(Brand.safeParse({ accent: readableAccent(accent) }).success).toBe(true);
    }),
  );
});

test('makes a dark palette that can be read from any colour at all', () => {
  fc.assert(
    fc.property(anyColour, (accent) => {
      const { dark } = palettesOf(accent);
      for (const ground of [dark.paper, dark.sheet, dark.leaf, dark.bubble]) {
        expect(contrastOf(dark.gold, ground)).toBeGreaterThanOrEqual(leastContrast);
        expect(contrastOf(dark.ink, ground)).toBeGreaterThanOrEqual(leastContrast);
      }
    }),
  );
});

test.each([
  [{ accent: 'gold' }, /#rrggbb/],
  [{ accent: '#ffd700' }, /too little contrast .* would do/],
  [{ accent: '#8f5b00;background:url(x)' }, /#rrggbb/],
  [{ logo: { url: 'http://example.com/l.png', width: 40, height: 40 } }, /https/],
  [{ logo: { url: 'javascript:alert(1)', width: 40, height: 40 } }, /https/],
  [{ name: 'A\r\nBcc: x' }, /one line/],
  [{ footer: ' ' }, /empty/],
  [{ colour: '#000000' }, /nrecognized/],
])('refuses the brand %j', (input, message) => {
  expect(Brand.safeParse(input).error?.issues[0]?.message).toMatch(message);
});

test('draws mail and email in the brand’s look, with none of the house’s gold left', async () => {
  const frozen = await freezeMail(digests.picture, { ...context, brand });
  const { html, text } = personaliseOne(frozen, reader);
  expect(checkMail(frozen, brand)).toEqual({ errors: [], warnings: [] });
  await expect(breakLines(html)).toMatchFileSnapshot('golden/digest-brand.html');
  const mail = await renderTransactional({
    ...transactionalInput,
    brand,
    kind: 'welcome',
    language: 'en',
  });
  for (const each of [html, mail.html]) {
    expect(each).toContain('The Harbour Letter');
    expect(each).toContain('src="https://news.example.com/pictures/logo.png"');
    expect(each).toContain('height="40"');
    const { gold, leaf, mark } = housePalettes.light;
    for (const colour of [gold, leaf, mark]) expect(each).not.toContain(colour);
    expect(each).toContain('Written between two tides.');
  }
  for (const each of [text, mail.text]) expect(each).toContain('Written between two tides.');
  expect(mail.subject).toBe('Welcome to The Harbour Letter');
});

test('gives the house’s own look for a stored brand that is not fit any more', () => {
  expect(parseBrand({ accent: '#ffd700' })).toBe(null);
  expect(parseBrand('nonsense')).toBe(null);
  expect(parseBrand(null)).toBe(null);
  expect(parseBrand({ accent: '#1F5F8B' })).toEqual({ accent: '#1f5f8b' });
});

test('tells an editor of a colour that was saved under other rules', async () => {
  const pale = { accent: '#c0a060' };
  const { warnings } = checkMail(await freezeMail(digests.ja, context), pale);
  expect(warnings.length).toBeGreaterThan(0);
  for (const { code, path } of warnings)
    expect([code, path]).toEqual(['contrast_low', 'brand.accent']);
});
