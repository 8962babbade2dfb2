// What a browser shows when something is missing or went wrong.

import { wordsFor } from '../../words/words.ts';
import type { Frame } from './layout.tsx';
import { Notice } from './notice.tsx';

interface ProblemPageProps extends Frame {
  status: number;
  /** To be quoted when asking for help. */
  requestId: string;
}

export function ProblemPage({ status, requestId, ...frame }: ProblemPageProps) {
  const words = wordsFor(frame.language).problem;
  const { heading, lines } = words[kindOf(status)];
  return (
    <Notice {...frame} heading={heading} lines={lines}>
      <p>
        <a href="/">{words.home}</a>
      </p>
      <p class="soft small">
        {status} ・ {requestId}
      </p>
    </Notice>
  );
}

function kindOf(status: number) {
  if (status === 404 || status === 410) return 'missing';
  if (status === 429 || status === 503) return 'busy';
  return status >= 500 ? 'broken' : 'refused';
}
