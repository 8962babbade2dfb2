// What can stand between an address and its article, and what an editor does about it.

import * as z from 'zod';

const codes = {
  // Nothing was read.
  not_public: 'This address is not on the open web, or leads away from it.',
  redirects: 'This address leads on to other addresses, and never to a page.',
  no_answer: 'Nothing answers at this address.',
  too_slow: 'This page did not come within ten seconds.',
  too_large: 'This page has more than 5 MB.',
  not_a_page: 'There is no page at this address, but a file.',
  status: 'This address answers with the error {}.',
  nested: 'The elements of this page are nested past all reason.',
  front_page: 'This address leads to the front page of a site: the article may be gone.',
  no_text: 'No text of an article was found on this page.',
  no_address: 'This page names no https address that a digest could cite.',
  no_points: 'No sentence of this article can stand as a point.',
  no_end: 'Reading this page broke off every time.',
  // Something was read that is not the article.
  wall: 'This page is for those who sign in or pay: it answers {}.',
  not_free: 'This page says that its article is not free.',
  teaser: 'This page shows only the beginning of its article.',
  // The article was read; an editor should know.
  robots: 'The robots.txt of this site asks programs not to read this page.',
  cut: 'This article is very long: only its beginning was read.',
  upgraded: 'This address was given as http, and read as https.',
  other_language: 'This article is not in the language of the digest: its points are not, either.',
  already_told: 'The list has had this story, with nothing new in it, in the digest of {}.',
  continues: 'The list has had this story, in the digest of {}: the section says that it goes on.',
  alike: 'This may be the same event as “{}”.',
  told_before: 'The list has had this article, in the digest of {}.',
  held_elsewhere: 'Another proposal for this list has this article, too.',
  model_kept_out: 'The site of this article keeps it from language models.',
  model_silent: 'The language model did not answer in time, or not at all.',
  model_wrong:
    'The answers of the language model could not stand: they broke the rules every time.',
  model_capped: 'The cap of tokens or money for one proposal was reached.',
  verifier_silent: 'The verifier did not answer in its form.',
  over_amount: 'The points repeat more of this article than a citation should.',
} as const;

export const TroubleCode = z.enum(Object.keys(codes) as [keyof typeof codes]);

/** Why a source is not what it should be. `value` goes into its sentence. */
export const Trouble = z.strictObject({
  code: TroubleCode,
  value: z.union([z.string(), z.number()]).exactOptional(),
});
export type Trouble = z.infer<typeof Trouble>;

const Troubles = z.array(Trouble);

/** As they are kept; what is none is a bug and throws. */
export function readTroubles(stored: unknown): Trouble[] {
  return Troubles.parse(stored);
}

const byDefault = 'Its points are sentences that were chosen and shortened without one.';
const pasteInstead = 'Open it yourself, and give its text instead.';

/** A sentence or two: what is the matter, and what to do. */
export function explainTrouble({ code, value = '' }: Trouble): string {
  const said = codes[code].replace('{}', () => String(value));
  const note = notes[code] ?? pasteInstead;
  return note === '' ? said : `${said} ${note}`;
}

/** What to do, where it is another act than pasting the text, or nothing. */
const notes: Partial<Record<Trouble['code'], string>> = {
  redirects: 'See whether it opens in a browser, and give its text instead.',
  front_page: 'Look for where it is now, or leave it out.',
  no_points: 'Write its points yourself, or cite another article.',
  robots: 'Ask the site, or leave the article out.',
  cut: '',
  upgraded: '',
  other_language: 'Translate them in the digest.',
  already_told: '',
  continues: 'See that it says what is new.',
  alike: 'Make one section of both, if it is.',
  told_before: 'Leave it out, or say what is new.',
  held_elsewhere: '',
  model_kept_out: byDefault,
  model_silent: byDefault,
  model_wrong: byDefault,
  model_capped: byDefault,
  verifier_silent: 'Its word on these points is absent.',
  over_amount: 'Shorten them.',
};
