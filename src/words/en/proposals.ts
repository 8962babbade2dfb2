// What a proposal says of itself, for its editor to change.

export const proposal = {
  /** A question that any point about the topic answers. */
  askAbout: (topic: string) => `What do we know about ${topic}?`,
  askPlainly: 'What does this article tell?',
  /** Before the links to articles of the same story. */
  also: 'Also:',
  /** What opens a section whose story was told before; `day` may be a link. */
  continues: (day: string) => `This continues our digest of ${day}.`,
};
