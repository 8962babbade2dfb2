// The few pictures of the console: they stand beside their words, and say nothing alone.

const paths = {
  today:
    'M12 8.2a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 0 0 0-7.6M12 2.8v2M12 19.2v2M2.8 12h2M19.2 12h2M5.5 5.5l1.4 1.4M17.1 17.1l1.4 1.4M18.5 5.5l-1.4 1.4M6.9 17.1l-1.4 1.4',
  digests: 'M6 3.5h8.5L19 8v12.5H6zM14 3.5V8.5h5M9.3 12.5h6.4M9.3 16h6.4',
  inbox: 'M4 13.5 6.5 5h11l2.5 8.5v6H4zM4 13.5h4.7l1.3 2.5h4l1.3-2.5H20',
  sends: 'M20.5 3.5 3.5 10.6l6.6 3.3 3.3 6.6zM20.5 3.5 10.1 13.9',
  rhythms: 'M12 3.8a8.2 8.2 0 1 0 0 16.4 8.2 8.2 0 0 0 0-16.4M12 7.5V12l3.2 2',
  lists: 'M8.5 6.5h11.5M8.5 12h11.5M8.5 17.5h11.5M4 6.5h.7M4 12h.7M4 17.5h.7',
  settings:
    'M4 7h8.5M17.5 7H20M4 17h2.5M11.5 17H20M15 4.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5M9 14.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5',
  back: 'M14.5 5.5 8 12l6.5 6.5',
  search: 'M10.8 4.5a6.3 6.3 0 1 0 0 12.6 6.3 6.3 0 0 0 0-12.6M15.5 15.5l4.5 4.5',
  more: 'M5.5 12h.01M12 12h.01M18.5 12h.01',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
