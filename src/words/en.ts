// Every word of ours in English, by where it stands.

import { digest, mail, transactional } from './en/mails.ts';
import { preferences, unsubscribe } from './en/preferences.ts';
import { privacy } from './en/privacy.ts';
import { proposal } from './en/proposals.ts';
import { botTrap, frame, front, labels, preview, problem, search } from './en/site.ts';
import { confirm, subscribe, wrong } from './en/subscribe.ts';

export const en = {
  /** The language these words are in, BCP 47. */
  language: 'en',
  digest,
  mail,
  transactional,
  botTrap,
  frame,
  front,
  labels,
  preview,
  privacy,
  problem,
  proposal,
  search,
  confirm,
  subscribe,
  wrong,
  preferences,
  unsubscribe,
};
