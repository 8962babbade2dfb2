// Both faces of a working copy say the same, and neither loses what was typed.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blankFields, isBlank } from '../../../src/editing/working-copy/blank.ts';
import { Fields } from '../../../src/editing/working-copy/fields.ts';
import { fieldsToMarkdown, markdownToFields } from '../../../src/editing/working-copy/markdown.ts';
import { parseFields, sketchDigest } from '../../../src/editing/working-copy/parse.ts';
import { toDraft } from '../../../src/editing/working-copy/to-draft.ts';
import { toFields } from '../../../src/editing/working-copy/to-fields.ts';
import { freezeMail } from '../../../src/render/mail.tsx';
import { checkMail } from '../../../src/render/mail-checks.ts';
import { digest } from '../../digest/arbitrary.ts';
import { fields } from './arbitrary.ts';

test('a digest comes back from its fields as it was', () => {
  fc.assert(
    fc.property(digest, (any) => {
      expect(parseFields(toFields(any))).toEqual({ kind: 'ok', digest: any });
      expect(Fields.safeParse(toFields(any)).success).toBe(true);
    }),
  );
});

test('a digest comes back from its Markdown face as it was', () => {
  fc.assert(
    fc.property(digest, (any) => {
      const back = markdownToFields(fieldsToMarkdown(toFields(any)));
      expect(back.unplaced).toEqual([]);
      expect(parseFields(back.fields)).toEqual({ kind: 'ok', digest: any });
    }),
  );
});

test('what is only half written says the same on both faces', () => {
  fc.assert(
    fc.property(fields, (any) => {
      const back = markdownToFields(fieldsToMarkdown(any));
      const [before, after] = [any, back.fields].map((one) => toDraft(one).digest);
      if (back.unplaced.length === 0) expect(after).toEqual(before);
    }),
  );
});

test('whatever was typed can be looked at, and nothing of it is live', async () => {
  const context = {
    publicUrl: 'https://digest.example.com',
    from: 'digest@example.com',
    senderName: 'Digest',
    replyTo: null,
    senderAddress: 'Somewhere 1',
    contact: 'digest@example.com',
    sendId: 'preview',
    digestUrl: 'https://digest.example.com/digests/preview',
    day: '2026-11-22',
  };
  await fc.assert(
    fc.asyncProperty(fields, async (any) => {
      const mail = await freezeMail(sketchDigest(any), context);
      const { errors } = checkMail(mail);
      expect(errors).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

test('an error names the field, however many blank ones stand before it', () => {
  const typed = blankFields('en');
  const [section] = typed.sections;
  if (!section) throw new Error('A blank form has a section');
  const source = {
    ...section.source,
    title: 'T',
    url: 'http://a.example',
    points: ['', 'one', ''],
  };
  const bad = { text: '\n\n[x](javascript:alert)', voice: 'narration' as const };
  const sections = [
    section,
    { ...section, heading: 'H', source, body: [{ ...bad, text: '' }, bad] },
  ];
  const parsed = parseFields({ ...typed, sections });
  const paths = parsed.kind === 'invalid' ? parsed.errors.map(({ path }) => path) : [];
  expect(paths).toEqual([
    'headline',
    'sections.1.source.url',
    'sections.1.body.1.text',
    'conclusion',
  ]);
});

test('a form nobody has typed into is blank, and no digest', () => {
  expect(isBlank(blankFields('ja'))).toBe(true);
  expect(parseFields(blankFields('ja')).kind).toBe('invalid');
});
