// Questions to a model within the caps of their proposal: counted before they are asked, settled after.

import type { Database } from '../../db/client.ts';
import { askModel, type ModelWord, type Question } from './ask-model.ts';
import { countCall, settleCall } from './queries.ts';
import { costOf, type ModelSettings, type Models, reckonTokens, type Tokens } from './settings.ts';

/** Where questions are counted. */
export interface Account {
  db: Database;
  proposalId: string;
  role: 'writer' | 'verifier';
  caps: Models['caps'];
}

/** As `askModel`; see `countCall` for when it does not ask. */
export async function askCounted(
  { db, caps, proposalId, role }: Account,
  model: ModelSettings,
  question: Question,
): Promise<ModelWord | { kind: 'capped' | 'silent' }> {
  const reckoned = reckon(question);
  const cost = costOf(model, reckoned);
  const call = await countCall(db, { proposalId, role, tokens: reckoned, cost }, caps);
  if (call.kind !== 'counted') return call;
  const word = await askModel(model, question);
  const tokens = usedBy(word, reckoned);
  await settleCall(db, call.id, { outcome: word.kind, tokens, cost: costOf(model, tokens) });
  return word;
}

function reckon({ system, messages, schema: _, mostTokens }: Question): Tokens {
  const said = messages.map(({ content }) => (typeof content === 'string' ? content : ''));
  // The schema, and what providers put around it all.
  const around = 400;
  return { in: reckonTokens([system, ...said].join('\n')) + around, out: mostTokens };
}

/** Nobody is charged for an error; of what came too late nobody knows, and it counts in full. */
function usedBy(word: ModelWord, reckoned: Tokens): Tokens {
  if (word.kind === 'said') {
    return word.used ?? { in: reckoned.in, out: Math.min(reckoned.out, reckonTokens(word.text)) };
  }
  return word.kind === 'late' ? reckoned : { in: 0, out: 0 };
}
