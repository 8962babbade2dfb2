// What a spam filter that knows nothing of us makes of our mail: SpamAssassin, offline.
import { execFileSync, spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
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

async function judge(mail: Letter): Promise<{ score: number; rules: string[] }> {
  const { stdout, error } = spawnSync('spamassassin', ['-L', '-t'], {
    input: await buildMessage(mail),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) throw new Error('SpamAssassin is missing: apt-get install spamassassin');
  const status = /^X-Spam-Status:.*?(?=^\S)/ms.exec(stdout)?.[0].replace(/\s+/g, ' ') ?? '';
  const score = Number(/score=(-?[\d.]+)/.exec(status)?.[1]);
  const rules = /tests=([\w, ]*?) (?:autolearn|version)/.exec(status)?.[1]?.split(/,\s*/) ?? [];
  return { score, rules: rules.filter((rule) => rule !== 'none') };
}

function expectClean(name: string, { score, rules }: { score: number; rules: string[] }) {
  const surprising = rules.filter((rule) => !allowed.has(rule));
  expect([name, score <= 0, surprising]).toEqual([name, true, []]);
}

test('SpamAssassin scores no digest above 0 and knows no rule against it', async () => {
  for (const [name, digest] of Object.entries(digests)) {
    for (const look of [null, brand]) {
      const frozen = await freezeMail(digest, { ...context, brand: look });
      expectClean(name, await judge(personaliseOne(frozen, reader)));
    }
  }
}, 120_000);

test('SpamAssassin scores no email above 0', async () => {
  for (const kind of emailKinds) {
    for (const language of ['ja', 'en']) {
      const mail = await renderTransactional({ ...transactionalInput, kind, language });
      const headers = { 'Auto-Submitted': 'auto-generated', 'X-Entity-Ref-ID': 'x' };
      expectClean(`${kind} ${language}`, await judge({ ...mail, headers }));
    }
  }
}, 120_000);

test('it does judge: the sample of spam that comes with every filter is found', async () => {
  const gtube = 'XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X';
  const { score, rules } = await judge({ subject: 'Test', html: `<p>${gtube}</p>`, text: gtube });
  expect(score).toBeGreaterThan(900);
  expect(rules).toContain('GTUBE');
  expect(execFileSync('spamassassin', ['--version'], { encoding: 'utf8' })).toMatch(
    /version [4-9]/,
  );
});
