// The hosted template of a send: made while it is planned, removed when it is over.

import type { FrozenMail } from '../../render/frozen-mail.ts';
import { describeTemplate } from '../../render/hosted.ts';
import { type ApiDeps, pacedCall } from '../../resend/paced-call.ts';
import {
  findSpentTemplates,
  forgetTemplate,
  refuseTemplate,
  takeTemplateTurn,
} from './hosting-queries.ts';

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
  deps: ApiDeps,
  sendId: string,
  edition: number,
  mail: FrozenMail,
): Promise<Hosted> {
  const { db, api } = deps;
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
export async function removeSpentTemplates(deps: ApiDeps): Promise<number> {
  const spent = await findSpentTemplates(deps.db);
  let removed = 0;
  for (const template of spent) {
    const name = template.templateId ?? templateAlias(template.sendId, template.edition ?? 0);
    const answer = await pacedCall(deps.db, () => deps.api.removeTemplate(name));
    if (answer.kind !== 'ok' && !(answer.kind === 'refused' && answer.status === 404)) continue;
    await forgetTemplate(deps.db, template);
    removed += 1;
  }
  return removed;
}

/** Known before the template is made, so that one whose making was cut off can be removed. */
function templateAlias(sendId: string, edition: number): string {
  return edition === 0 ? `digest-${sendId}` : `digest-${sendId}-${edition}`;
}
