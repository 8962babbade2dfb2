// The states of sends and digests as chips.

import { consoleWordsFor } from '../../../words/console.ts';
import { Chip, type Tone } from './notice.tsx';

type SendState = 'scheduled' | 'planning' | 'sending' | 'paused' | 'sent' | 'cancelled' | 'failed';

const sendTones: Readonly<Record<SendState, Tone>> = {
  scheduled: 'plain',
  planning: 'careful',
  sending: 'careful',
  paused: 'bad',
  sent: 'good',
  cancelled: 'plain',
  failed: 'bad',
};

/** `isHeld`: it waits for the end of its hold alone. */
export function SendChip({
  status,
  isHeld = false,
  language,
}: {
  status: SendState;
  isHeld?: boolean;
  language: string;
}) {
  const words = consoleWordsFor(language).sends;
  const isStarting = isHeld && status === 'scheduled';
  return (
    <Chip tone={isStarting ? 'careful' : sendTones[status]}>
      {isStarting ? words.held : words.states[status]}
    </Chip>
  );
}

const digestTones = {
  draft: 'plain',
  scheduled: 'plain',
  sending: 'careful',
  sent: 'good',
} as const;

interface DigestChipProps {
  status: keyof typeof digestTones;
  /** Of its newest send: one that stands still is told, whatever came before. */
  sendStatus: SendState | null;
  language: string;
}

export function DigestChip({ status, sendStatus, language }: DigestChipProps) {
  if (sendStatus === 'paused') return <SendChip status="paused" language={language} />;
  const words = consoleWordsFor(language).digests;
  return <Chip tone={digestTones[status]}>{words.states[status]}</Chip>;
}
