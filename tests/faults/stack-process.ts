// `npm start` for a test: ends in order when whoever started it has died without a word.

import '../../dev/stack.ts';

process.stdin.resume().on('end', () => process.kill(process.pid, 'SIGTERM'));
