// What the fields of feeds and of the inbox mean.

import type { FieldMeanings } from '../../endpoint/schema-names.ts';

const name = 'What editors call it; null: its own title';
const folder = 'Where it stands among the others, with a stroke between nested ones; null: in none';
const article = {
  url: 'The address of the article',
  title: 'The title, as plain text',
  publisher: 'Who published it; null: nobody says',
  publishedOn:
    'The day it came out (YYYY-MM-DD); null: none is named, or one that has not come yet',
};

export const feedMeanings: FieldMeanings = {
  FeedInput: {
    url: 'Of a feed, or of a page that names one',
    name,
    folder,
  },
  FeedPatchInput: { name, folder, state: '`paused`: it is not asked until it is active again' },
  Feed: {
    id: 'The feed',
    url: 'What is asked. Where a feed has moved for good (301, 308), its new address',
    title: 'What to call it: the name that editors gave it, its own title, or its host',
    name,
    folder,
    home: 'The page that it belongs to',
    state: '`ended`: it answered that it is gone for good (410)',
    health: '`waiting`: it was not read yet. `failing`: the last try failed, and `why` says how',
    why: 'What went wrong at the last try; null: nothing did',
    'why.code': 'What is the matter, for programs',
    'why.message': 'The same for people, and what to do',
    failures: 'Tries in a row that failed',
    readAt: 'When it last answered as it should',
    triedAt: 'When it was last asked',
    newsAt: 'When it last had an article that is new',
    dueAt: 'When it is asked next; null: it is not',
    everyMinutes:
      'Between two readings that go well: a quarter of an hour to a day, by how often it has news',
    createdAt: 'When it was first watched',
  },
  FeedItem: {
    id: 'The item',
    feedId: 'The feed it stood in',
    feedTitle: 'What editors call that feed',
    ...article,
    excerpt: 'The beginning of what the feed says of it, as plain text',
    foundAt: 'When it was first seen there',
    inInbox: 'It waits in the inbox',
  },
  OpmlReport: {
    found: 'Lines that are no folders',
    added: 'Feeds that are watched from now on',
    known: 'Feeds that were watched already',
    leftOut: 'Lines that became no feed',
    'leftOut.name': 'What the list calls it',
    'leftOut.why': 'What is wrong with it',
  },
  InboxInput: {
    url: 'The address of the article',
    title: 'What to call it until it is read',
    item: 'The item of a feed that it is',
  },
  InboxItem: {
    id: 'Its place in the inbox',
    ...article,
    title: 'The title; empty: nobody has named one yet',
    came: 'How it came there',
    feedId: 'The feed that it stood in',
    foundAt: 'When it was put there',
    dismissedAt: 'When it was put away; null: it was not',
    usedIn: 'The last digest that was sent with it, to whatever list; null: none',
    'usedIn.digestId': 'That digest',
    'usedIn.usedAt': 'When its send began',
  },
};
