// What a spam filter that knows nothing of us makes of our mail: SpamAssassin, offline.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { freezeMail } from '../../src/render/mail.tsx';
import { personaliseOne } from '../../src/render/personalise.ts';
import { renderTransactional } from '../../src/render/transactional.tsx';
import { emailKinds } from '../../src/words/emails.ts';
import { buildMessage, type Letter } from '../render/raw-message.ts';
import { brand, context, digests, reader, transactionalInput } from '../render/samples.ts';

/** Rules that may fire: what they mean, and why it is so. All other rules are findings. */
const allowed = new Set([
  'NO_RELAYS', // nothing has carried the mail yet: these two say so, and cost nothing
  'NO_RECEIVED',
  'MAILING_LIST_MULTI', // a good one: we are recognised as a mailing list
  'HTML_MESSAGE', // there is an HTML part
  'HTML_IMAGE_RATIO_06', // the short sample has a large picture over few words; 0.0 points
  'T_SCC_BODY_TEXT_LINE', // test rule without a score: the body has lines of text
]);

interface Verdict {
  score: number;
  rules: string[];
}

/** One run for all of them, in their order: the filter takes two seconds to read its rules. */
async function judge(mails: Letter[]): Promise<Verdict[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chrysanthemum-spam-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true }));
  const files = mails.map((_, index) => path.join(folder, `${index}.eml`));
  for (const [index, file] of files.entries()) {
    const mail = mails[index];
    if (mail) fs.writeFileSync(file, await buildMessage(mail));
  }
  const { stdout, error } = spawnSync('spamassassin', ['-L', '-t', ...files], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) throw new Error('SpamAssassin is missing: apt-get install spamassassin');
  const verdicts = [...stdout.matchAll(/^X-Spam-Status:.*?(?=^\S)/gms)].map(readVerdict);
  expect(verdicts.length).toBe(mails.length);
  return verdicts;
}

function readVerdict([header]: RegExpExecArray): Verdict {
  const status = header.replace(/\s+/g, ' ');
  const score = Number(/score=(-?[\d.]+)/.exec(status)?.[1]);
  const rules = /tests=([\w, ]*?) (?:autolearn|version)/.exec(status)?.[1]?.split(/,\s*/) ?? [];
  return { score, rules: rules.filter((rule) => rule !== 'none') };
}

async function expectClean(mails: Record<string, Letter>): Promise<void> {
  const verdicts = await judge(Object.values(mails));
  for (const [index, name] of Object.keys(mails).entries()) {
    const { score, rules } = verdicts[index] ?? { score: Number.NaN, rules: [] };
    const surprising = rules.filter((rule) => !allowed.has(rule));
    expect([name, score <= 0, surprising]).toEqual([name, true, []]);
  }
}

test('SpamAssassin scores no digest above 0 and knows no rule against it', async () => {
  const mails: Record<string, Letter> = {};
  for (const [name, digest] of Object.entries(digests)) {
    for (const look of [null, brand]) {
      const frozen = await freezeMail(digest, { ...context, brand: look });
      mails[look ? `${name}, branded` : name] = personaliseOne(frozen, reader);
    }
  }
  await expectClean(mails);
}, 120_000);

test('SpamAssassin scores no email above 0', async () => {
  const mails: Record<string, Letter> = {};
  for (const kind of emailKinds) {
    for (const language of ['ja', 'en']) {
      const mail = await renderTransactional({ ...transactionalInput, kind, language });
      const headers = { 'Auto-Submitted': 'auto-generated', 'X-Entity-Ref-ID': 'x' };
      mails[`${kind} ${language}`] = { ...mail, headers };
    }
  }
  await expectClean(mails);
}, 120_000);

test('it does judge: the sample of spam that comes with every filter is found', async () => {
  const gtube = 'XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X';
  const [spam] = await judge([{ subject: 'Test', html: `<p>${gtube}</p>`, text: gtube }]);
  expect(spam?.score).toBeGreaterThan(900);
  expect(spam?.rules).toContain('GTUBE');
  expect(execFileSync('spamassassin', ['--version'], { encoding: 'utf8' })).toMatch(
    /version [4-9]/,
  );
});
