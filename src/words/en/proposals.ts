// What a proposal says of itself, for its editor to change.

export const proposal = {
  /** A question that any point about the topic answers. */
  askAbout: (topic: string) => `What do we know about ${topic}?`,
  askPlainly: 'What does this article tell?',
  /** Before the links to articles of the same story. */
  also: 'Also:',
};
