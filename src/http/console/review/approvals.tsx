// Who was asked whether this digest may go out, what they said, and asking somebody more.

import type { ApprovalView } from '../../../editing/approvals/approvals.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import { Button } from '../ui/button.tsx';
import { TextArea, TextField } from '../ui/form-row.tsx';
import { Chip, type Tone } from '../ui/notice.tsx';
import { toQuery } from './choice.ts';
import type { ReviewFacts } from './facts.ts';

const tones: Readonly<Record<ApprovalView['state'], Tone>> = {
  asked: 'plain',
  approved: 'good',
  declined: 'bad',
  void: 'careful',
  expired: 'careful',
};

export function Approvals(props: ReviewFacts & { language: string; showsPeople: boolean }) {
  const { approvals, digest, language, id, choice, mayWrite, showsPeople } = props;
  const words = consoleWordsFor(language).review.approvals;
  return (
    <div class="fact">
      <p class="fact-name">{words.label}</p>
      <div>
        {approvals.length === 0 ? <p class="soft">{words.none}</p> : null}
        {approvals.slice(0, 5).map(({ state, to, revision, comment }) => (
          <p>
            <Chip tone={tones[state]}>{words.states[state]}</Chip>{' '}
            {showsPeople ? <bdi>{to}</bdi> : null}{' '}
            <span class="soft small">{words.revision(revision)}</span>
            {comment === '' ? null : (
              <>
                <br />“{comment}”
              </>
            )}
          </p>
        ))}
        {mayWrite ? (
          <details class="change">
            <summary>{words.ask}</summary>
            <form
              class="rows"
              method="post"
              action={`/console/digests/${id}/review/approval${toQuery(choice)}`}
            >
              <input type="hidden" name="revision" value={String(digest?.revision ?? '')} />
              <TextField
                name="to"
                id="approval-to"
                type="email"
                label={words.to}
                hint={words.toHint}
                maxlength={320}
                required
              />
              <TextArea name="note" id="approval-note" label={words.note} maxlength={1000} />
              <div>
                <Button>{words.send}</Button>
              </div>
            </form>
          </details>
        ) : null}
      </div>
    </div>
  );
}
