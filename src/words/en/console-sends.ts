// The words of the list of sends, in English.

/** How far a send is. */
export const states = {
  scheduled: 'Scheduled',
  planning: 'Preparing',
  sending: 'Sending',
  paused: 'Paused',
  sent: 'Sent',
  cancelled: 'Cancelled',
  failed: 'Failed',
};

export const sends = {
  heading: 'Sends',
  lead: 'What goes out, and what went out.',
  tabs: 'Sends by how far they are',
  all: 'All',
  active: 'Under way',
  over: 'Over',
  states,
  held: 'About to start',
  columns: {
    digest: 'Digest',
    state: 'State',
    readers: 'Readers',
    progress: 'How far',
    at: 'When',
  },
  settled: (done: string, of: string) => `${done} of ${of} handed over`,
  delivered: (done: string, of: string) => `${done} of ${of} delivered`,
  starts: 'starts',
  began: 'began',
  perReader: 'at each reader’s own time',
  pages: 'Pages of sends',
  emptyHeading: 'Nothing was sent yet',
  empty:
    'A send takes one revision of a digest to the readers of your lists. You start it from the digest: Review, then send.',
  emptyAction: 'To the digests',
  emptyPart: 'No send is in this state.',
};
