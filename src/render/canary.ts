// The link in every digest mail that no person sees: who follows it is a program that looks at mail.

export const canaryPath = '/canary';

/** The same for every reader and mail: what is followed tells the program, the tracker tells whose mail. */
export function canaryUrl(publicUrl: string): string {
  return `${publicUrl}${canaryPath}`;
}
