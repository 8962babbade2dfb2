// A provider that is never the slower side: batches are scanned, not parsed, in buffers used again.

import {
  batchLimit,
  type Draft,
  type DraftsRead,
  tagMap,
  wrongBatchSize,
} from '../../dev/mailbox/drafts.ts';
import { checkTags, isAddress } from '../../dev/mailbox/email.ts';
import type { Intake } from '../../dev/mailbox/intake.ts';
import type { Mailbox } from '../../dev/mailbox/mailbox.ts';
import { readPooledBody } from './pooled-body.ts';
import { scanBatch } from './scan.ts';

/**
 * For lean mode, which keeps no bodies. Recipients, tags and the presence of a body are checked, headers
 * and bodies are not; what is not in the simple form is parsed as always.
 */
export const quickIntake: Intake = { readBody: readPooledBody, scanBatch: takeScanned };

function takeScanned(mailbox: Mailbox, bytes: Buffer): DraftsRead | null {
  const scanned = scanBatch(bytes);
  if (scanned === null) return null;
  if (scanned.length > batchLimit) return { kind: 'refused', refusal: wrongBatchSize() };
  const drafts: Draft[] = [];
  for (const { from, to, subject, tags, templateId } of scanned) {
    if (!to.every(isAddress) || checkTags(tags).kind === 'refused') return null;
    if (templateId === undefined ? from === '' || subject === '' : !isReady(mailbox, templateId))
      return null;
    drafts.push({ from, to, subject, tags: tagMap(tags) });
  }
  return { kind: 'ok', drafts, errors: [] };
}

function isReady(mailbox: Mailbox, templateId: string): boolean {
  const template = mailbox.templates.find(templateId);
  return template !== null && template.publishedAt !== null;
}
