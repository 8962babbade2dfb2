// What a proposal says of itself, for its editor to change.

export const proposal = {
  /** A question that any point about the topic answers. */
  askAbout: (topic: string) => `What do we know about ${topic}?`,
  askPlainly: 'What does this article tell?',
  /** Before the links to articles of the same story. */
  also: 'Also:',
  /** What opens a section whose story was told before; `day` may be a link. */
  continues: (day: string) => `This continues our digest of ${day}.`,
  /** What opens a section with nothing but what was told before. */
  again: (day: string) => `We told this before, in our digest of ${day}.`,
  /** What a rhythm writes to whom it asks. */
  rhythm: {
    now: (rhythm: string, list: string, readers: string, until: string) =>
      `“${rhythm}” has made this. Your yes sends it to the list “${list}” at once: ${readers} readers today. Without it nothing is sent. A yes counts until ${until}.`,
    at: (rhythm: string, list: string, readers: string, until: string, hour: string) =>
      `“${rhythm}” has made this for ${hour}. Your yes sends it to the list “${list}” then: ${readers} readers today. Without it nothing is sent. A yes counts until ${until}.`,
    again: 'You were asked before, and there is no answer yet.',
  },
};
