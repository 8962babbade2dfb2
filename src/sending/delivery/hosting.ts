// The hosted template of a send: made while it is planned, removed when it is over.

import type { Database } from '../../db/client.ts';
import { describeTemplate } from '../../render/hosted.ts';
import type { FrozenMail } from '../../render/mail.tsx';
import type { ApiAnswer, ResendApi } from '../../resend/api.ts';
import { slowDown, waitForSlot } from '../../resend/pace.ts';
import {
  findSpentTemplates,
  forgetTemplate,
  refuseTemplate,
  takeTemplateTurn,
} from './hosting-queries.ts';

export interface Host {
  db: Database;
  api: ResendApi;
}

export type Hosted =
  | { kind: 'hosted'; templateId: string }
  /** The mails carry their html: Resend refused, or could not be reached. */
  | { kind: 'html' }
  /** Another worker is making it. */
  | { kind: 'busy' };

/**
 * Makes and publishes the template of a send that is being planned. Decided before any batch is
 * frozen; whatever goes wrong means html, which is slower and never wrong.
 */
export async function hostMail(
  host: Host,
  sendId: string,
  edition: number,
  mail: FrozenMail,
): Promise<Hosted> {
  const { db, api } = host;
  const turn = await takeTemplateTurn(db, sendId, edition);
  if (turn === 'busy') return { kind: 'busy' };
  if (turn === 'refused') return { kind: 'html' };
  const alias = templateAlias(sendId, edition);
  const fallBack = async (): Promise<Hosted> => {
    await refuseTemplate(db, sendId, edition);
    return { kind: 'html' };
  };
  const template = describeTemplate(mail);
  if (!template) return fallBack();
  if (turn === 'again') await pacedCall(db, () => api.removeTemplate(alias));
  const input = { ...template, name: `Digest ${sendId}`, alias };
  const created = await pacedCall(db, () => api.createTemplate(input));
  if (created.kind !== 'ok') return fallBack();
  const { id } = created.value;
  const published = await pacedCall(db, () => api.publishTemplate(id));
  if (published.kind !== 'ok') return fallBack();
  return { kind: 'hosted', templateId: id };
}

/** Removes the templates that nothing needs any more. Safe to repeat. */
export async function removeSpentTemplates(host: Host): Promise<number> {
  const spent = await findSpentTemplates(host.db);
  let removed = 0;
  for (const template of spent) {
    const name = template.templateId ?? templateAlias(template.sendId, template.edition ?? 0);
    const answer = await pacedCall(host.db, () => host.api.removeTemplate(name));
    if (answer.kind !== 'ok' && !(answer.kind === 'refused' && answer.status === 404)) continue;
    await forgetTemplate(host.db, template);
    removed += 1;
  }
  return removed;
}

/** Known before the template is made, so that one whose making was cut off can be removed. */
function templateAlias(sendId: string, edition: number): string {
  return edition === 0 ? `digest-${sendId}` : `digest-${sendId}-${edition}`;
}

const tries = 3;

/** A call besides the mail, in a slot of its own: it counts against the same rate. */
export async function pacedCall<T>(
  db: Database,
  call: () => Promise<ApiAnswer<T>>,
): Promise<ApiAnswer<T>> {
  let answer: ApiAnswer<T> = { kind: 'rate_limited', afterSeconds: 1 };
  for (let i = 0; i < tries && answer.kind === 'rate_limited'; i++) {
    if (!(await waitForSlot(db))) break;
    answer = await call();
    if (answer.kind === 'rate_limited') await slowDown(db, answer.afterSeconds, null);
  }
  return answer;
}
