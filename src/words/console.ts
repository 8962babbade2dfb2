// Every word of the console, by the editor's language. Each page has a file of its own per language.

import { approval } from './en/console-approval.ts';
import { correct } from './en/console-correct.ts';
import { digests } from './en/console-digests.ts';
import { editor } from './en/console-editor.ts';
import { feeds } from './en/console-feeds.ts';
import { inbox } from './en/console-inbox.ts';
import { lists } from './en/console-lists.ts';
import { proposal } from './en/console-proposal.ts';
import { review } from './en/console-review.ts';
import { rhythms } from './en/console-rhythms.ts';
import { send } from './en/console-send.ts';
import { sends } from './en/console-sends.ts';
import { settings } from './en/console-settings.ts';
import { shell } from './en/console-shell.ts';
import { signIn } from './en/console-sign-in.ts';
import { testMail } from './en/console-test-mail.ts';
import { today } from './en/console-today.ts';
import { approval as approvalJa } from './ja/console-approval.ts';
import { correct as correctJa } from './ja/console-correct.ts';
import { digests as digestsJa } from './ja/console-digests.ts';
import { editor as editorJa } from './ja/console-editor.ts';
import { feeds as feedsJa } from './ja/console-feeds.ts';
import { inbox as inboxJa } from './ja/console-inbox.ts';
import { lists as listsJa } from './ja/console-lists.ts';
import { proposal as proposalJa } from './ja/console-proposal.ts';
import { review as reviewJa } from './ja/console-review.ts';
import { rhythms as rhythmsJa } from './ja/console-rhythms.ts';
import { send as sendJa } from './ja/console-send.ts';
import { sends as sendsJa } from './ja/console-sends.ts';
import { settings as settingsJa } from './ja/console-settings.ts';
import { shell as shellJa } from './ja/console-shell.ts';
import { signIn as signInJa } from './ja/console-sign-in.ts';
import { testMail as testMailJa } from './ja/console-test-mail.ts';
import { today as todayJa } from './ja/console-today.ts';
import { type UiLanguage, uiLanguageOf } from './words.ts';

const en = {
  approval,
  digests,
  editor,
  feeds,
  inbox,
  lists,
  correct,
  proposal,
  review,
  rhythms,
  send,
  sends,
  settings,
  shell,
  signIn,
  testMail,
  today,
};

/** English says which words there are; each other language has the same. */
export type ConsoleWords = typeof en;

const byLanguage: Record<UiLanguage, ConsoleWords> = {
  en,
  ja: {
    approval: approvalJa,
    digests: digestsJa,
    editor: editorJa,
    feeds: feedsJa,
    inbox: inboxJa,
    lists: listsJa,
    correct: correctJa,
    proposal: proposalJa,
    review: reviewJa,
    rhythms: rhythmsJa,
    send: sendJa,
    sends: sendsJa,
    settings: settingsJa,
    shell: shellJa,
    signIn: signInJa,
    testMail: testMailJa,
    today: todayJa,
  },
};

export function consoleWordsFor(tag: string): ConsoleWords {
  return byLanguage[uiLanguageOf(tag)];
}
