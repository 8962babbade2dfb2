// Rendering and personalising as often as asked: in workerd only the caller's clock runs.

import type { TokenRing } from '../../src/base/token.ts';
import type { Digest } from '../../src/digest/schema.ts';
import type { FrozenMail } from '../../src/render/frozen-mail.ts';
import { freezeMail } from '../../src/render/mail.tsx';
import {
  compileMail,
  type PersonalMail,
  personaliseBatch,
  personaliseOne,
} from '../../src/render/personalise.ts';
import { personalValues } from '../../src/render/recipient.ts';

const context = {
  publicUrl: 'https://digest.example.com',
  from: 'digest@example.com',
  senderName: '菊のダイジェスト',
  replyTo: null,
  senderAddress: '見本県見本市菊町一丁目二番三号',
  contact: 'digest@example.com',
  sendId: '0197a000-0000-7000-8000-000000000000',
  digestUrl: 'https://digest.example.com/digests/sample',
  day: '2026-11-26',
};

export function freezeSample(digest: Digest): Promise<FrozenMail> {
  return freezeMail(digest, context);
}

/** Renders `times` times; nothing of an earlier render helps a later one but a warm engine. */
export async function renderTimes(digest: Digest, times: number): Promise<number> {
  let bytes = 0;
  for (let n = 0; n < times; n++) bytes += (await freezeSample(digest)).htmlBytes;
  return bytes;
}

/** `times` batches of a hundred, tokens included, as the product makes them. */
export function personaliseTimes(frozen: FrozenMail, ring: TokenRing, times: number): number {
  const mail = compileMail(frozen);
  let body: Uint8Array<ArrayBuffer> | undefined;
  let bytes = 0;
  for (let n = 0; n < times; n++) {
    const done = body;
    body = personaliseBatch(mail, hundredReaders(ring, n), () => done);
    bytes += body.length;
  }
  return bytes;
}

/** The naive twin: strings filled by `replaceAll`, objects, `JSON.stringify`, encoded. */
export function fillTimes(frozen: FrozenMail, ring: TokenRing, times: number): number {
  const template = namedSlots(frozen);
  let bytes = 0;
  for (let n = 0; n < times; n++) {
    const mails = hundredReaders(ring, n).map((values) => {
      const fill = (text: string) =>
        Object.entries(values).reduce(
          (filled, [name, value]) => filled.replaceAll(`{{${name}}}`, value),
          text,
        );
      return {
        ...template,
        to: template.to.map(fill),
        html: fill(template.html),
        text: fill(template.text),
        headers: Object.fromEntries(
          Object.entries(template.headers).map(([name, value]) => [name, fill(value)]),
        ),
        tags: template.tags.map((tag) => ({ ...tag, value: fill(tag.value) })),
      };
    });
    bytes += new TextEncoder().encode(JSON.stringify(mails)).length;
  }
  return bytes;
}

function hundredReaders(ring: TokenRing, n: number) {
  return Array.from({ length: 100 }, (_, i) => {
    const subscriber = n * 100 + i + 1;
    return personalValues(
      {
        subscriber,
        email: `reader.${subscriber}@mail.example.com`,
        list: 1,
        listSlug: 'digest',
        listName: 'Digest',
      },
      { ring, publicUrl: context.publicUrl, send: context.sendId, batch: n },
    );
  });
}

/** The same mail with `{{name}}` where its slots are. */
function namedSlots(frozen: FrozenMail): PersonalMail {
  const names = frozen.slots.map(({ name }) => [name, `{{${name}}}`]);
  return personaliseOne(frozen, Object.fromEntries(names));
}
