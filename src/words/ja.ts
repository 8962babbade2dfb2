// Every word of ours in Japanese, by where it stands.

import { digest, mail, transactional } from './ja/mails.ts';
import { preferences, unsubscribe } from './ja/preferences.ts';
import { privacy } from './ja/privacy.ts';
import { proposal } from './ja/proposals.ts';
import { botTrap, frame, front, labels, preview, problem, search } from './ja/site.ts';
import { confirm, subscribe, wrong } from './ja/subscribe.ts';
import type { Words } from './words.ts';

export const ja: Words = {
  language: 'ja',
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
