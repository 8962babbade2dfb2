// What a phone is told of the console: how to keep it on the home screen, and that pages can be shared to it.

/** A share opens a page with one button (Web Share Target, level 1, by GET). */
export function writeManifest(name: string): string {
  const shown = name || 'Chrysanthemum Digest';
  return JSON.stringify({
    name: shown,
    short_name: shown.slice(0, 12),
    id: '/console',
    start_url: '/console',
    scope: '/console',
    display: 'minimal-ui',
    background_color: '#f7f3ea',
    theme_color: '#f7f3ea',
    icons: [
      { src: '/mark.svg', sizes: 'any', type: 'image/svg+xml' },
      { src: '/mark.png', sizes: '96x96', type: 'image/png' },
    ],
    share_target: {
      action: '/console/inbox/add',
      method: 'GET',
      params: { title: 'title', text: 'text', url: 'url' },
    },
  });
}
