// The link in every digest mail that no person sees: who follows it is a program that looks at mail.

/** The path of before: mails that are out hold it. */
export const botTrapPath = '/canary';

/** The same for every reader and mail: what is followed tells the program, the tracker tells whose mail. */
export function botTrapUrl(publicUrl: string): string {
  return `${publicUrl}${botTrapPath}`;
}
