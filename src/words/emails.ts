// The transactional emails we have words for.

export const emailKinds = [
  'confirm',
  'address-change',
  'preferences',
  'welcome',
  'sign-in',
  'invitation',
  'approval',
  'approved',
  'declined',
] as const;
export type EmailKind = (typeof emailKinds)[number];

export interface EmailWords {
  subject(brand: string): string;
  heading: string;
  /** `lists` is already joined; of an approval and its answer, the headline; empty where the email is about neither. */
  body(brand: string, lists: string): string;
  action: string;
  /** What happens to the link, and to a reader who did not ask for it. */
  aside: string;
}
