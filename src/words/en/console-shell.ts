// The words around every page of the console, in English.

export const shell = {
  skip: 'Skip to the content',
  navigation: 'Rooms',
  rooms: {
    today: 'Today',
    digests: 'Digests',
    sends: 'Sends',
    lists: 'Lists',
    settings: 'Settings',
  },
  more: 'More',
  roles: { owner: 'Owner', sender: 'Sender', writer: 'Writer', viewer: 'Viewer' },
  signOut: 'Sign out',
  languageSwitch: 'Language',
  close: 'Close',
  loading: 'Loading',
  optional: 'optional',
};
