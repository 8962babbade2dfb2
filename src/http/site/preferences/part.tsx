// A part of the preference page: one form under its heading.

import type { Preferences } from '../../../audience/preferences/preferences.ts';
import type { Words } from '../../../words/words.ts';

export type KnownPreferences = Extract<Preferences, { kind: 'known' }>;

/** What a form's hidden `do` says is wanted. */
export type PreferenceAction =
  | 'lists'
  | 'profile'
  | 'pause'
  | 'resume'
  | 'address'
  | 'leave'
  | 'link'
  | 'download'
  | 'erase'
  | 'erase-now';

/** What every part shows from. */
export interface Shown {
  preferences: KnownPreferences;
  words: Words['preferences'];
}

interface PartProps {
  heading: string;
  lead?: string;
  action: PreferenceAction;
  children: unknown;
}

/** One form under its heading; posts to the page's own address, which holds the token. */
export function Part({ heading, lead, action, children }: PartProps) {
  return (
    <section class="part">
      <h2>{heading}</h2>
      {lead ? <p>{lead}</p> : null}
      <form method="post">
        <input type="hidden" name="do" value={action} />
        {children}
      </form>
    </section>
  );
}

export function Button({ label, tone }: { label: string; tone?: 'quiet' | 'grave' }) {
  return (
    <button type="submit" class={tone ? `button ${tone}` : 'button'}>
      {label}
    </button>
  );
}
