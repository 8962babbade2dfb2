// What stands for the open web on this machine: a network that dials public addresses only.

/**
 * As Miniflare takes it. workerd looks at the address a name resolves to, at the moment it dials:
 * `127.0.0.1.nip.io` is a public name. Beyond what workerd calls private: the ranges that are
 * nobody's on the open web (RFC 6890), and those that carry another address inside.
 *
 * A binding of its own, for the content's addresses: the worker's own calls go to the mailbox on this
 * machine, and another worker between them would cost a quarter of a send's speed.
 */
export const openWeb = {
  network: {
    allow: ['public'],
    deny: [
      ...['0.0.0.0/8', '192.0.0.0/24', '192.0.2.0/24', '198.18.0.0/15', '198.51.100.0/24'],
      ...['203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
      ...['::/96', '::ffff:0:0/96', '64:ff9b::/32', '100::/64', '2001::/23', '2002::/16'],
      'ff00::/8',
    ],
    tlsOptions: { trustBrowserCas: true },
  },
};
