// What became of each source; one that failed can be given again.

import type { ProposalView } from '../../../proposals/commands/schema.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import { tell } from '../tell.ts';
import { Button } from '../ui/button.tsx';
import { TextArea, TextField } from '../ui/form-row.tsx';
import { Chip, type Tone } from '../ui/notice.tsx';
import { formatNumber } from '../ui/numbers.tsx';
import type { MendForm } from './mend.ts';

type SourceView = ProposalView['sources'][number];

const tones: Readonly<Record<SourceView['state'], Tone>> = {
  waiting: 'plain',
  reading: 'careful',
  read: 'good',
  thin: 'bad',
  copy: 'plain',
  told: 'plain',
  failed: 'bad',
};

interface SourcesProps {
  proposal: ProposalView;
  language: string;
  mayWrite: boolean;
  mending: MendForm;
}

export function Sources(props: SourcesProps) {
  const { proposal, language, mayWrite } = props;
  const words = consoleWordsFor(language).proposal;
  const { sources, status, digestId, id } = proposal;
  const isMended = mayWrite && digestId === null && (status === 'ready' || status === 'failed');
  return (
    <form
      id="mending"
      class="reading"
      method="post"
      action={`/console/proposals/${id}`}
      enctype="multipart/form-data"
      novalidate
    >
      <ol>
        {sources.map((source, n) => (
          <li>
            <p class="reading-name">
              <Chip tone={tones[source.state]}>{words.states[source.state]}</Chip>
              <SourceName source={source} id={id} />
            </p>
            <Said source={source} proposal={proposal} language={language} />
            {isMended && (source.state === 'failed' || source.state === 'thin') ? (
              <Mend {...props} n={n} />
            ) : null}
            {isMended && source.state === 'told' ? (
              <div class="actions">
                <Button name="do" value={`again:${n}`}>
                  {words.again}
                </Button>
              </div>
            ) : null}
          </li>
        ))}
      </ol>
    </form>
  );
}

function SourceName({ source: { article, url }, id }: { source: SourceView; id: string }) {
  if (article === null) return <bdi class="reading-url">{url}</bdi>;
  return (
    <a href={`/console/proposals/${id}/articles/${article.id}`} lang={article.language}>
      {article.title}
    </a>
  );
}

function Said({
  source,
  proposal,
  language,
}: {
  source: SourceView;
  proposal: ProposalView;
  language: string;
}) {
  const words = consoleWordsFor(language).proposal;
  const { why, warnings, copyOf, article, state } = source;
  const first = copyOf === null ? null : proposal.sources[copyOf];
  const said = [why, ...warnings].flatMap((one) => (one ? [tell(one.message, language)] : []));
  const about = article && [
    ...(article.publisher === null ? [] : [article.publisher]),
    words.characters(formatNumber(article.characters, language)),
  ];
  return (
    <>
      {about ? <p class="under">{about.join('・')}</p> : null}
      {first ? <p class="under">{words.copyOf(first.article?.title ?? first.url)}</p> : null}
      {said.map((sentence) => (
        <p class={state === 'failed' || state === 'thin' ? 'under wrong' : 'under'}>{sentence}</p>
      ))}
    </>
  );
}

/** Its text, or another address; open at once where nothing else can be done. */
function Mend({ proposal, language, mending, n }: SourcesProps & { n: number }) {
  const { mend: words } = consoleWordsFor(language).proposal;
  const { values, wrong } = mending;
  const isWrong = Object.keys(wrong).some((name) => name.endsWith(`.${n}`));
  const of = (name: string) => ({
    name: `${name}.${n}`,
    error: wrong[`${name}.${n}`],
    value: values.get(`${name}.${n}`) ?? '',
  });
  const given = of('url').value || (proposal.sources[n]?.url ?? '');
  return (
    <details class="mend" open={isWrong || proposal.status === 'failed'}>
      <summary>{words.summary}</summary>
      <div class="rows">
        <p class="soft">{words.lead}</p>
        <TextField
          {...of('url')}
          label={words.url}
          value={given}
          inputmode="url"
          autocomplete="off"
        />
        <TextField {...of('title')} label={words.title} autocomplete="off" />
        <TextArea {...of('text')} label={words.text} rows={4} />
        <div class="actions">
          <Button name="do" value={`mend:${n}`}>
            {words.action}
          </Button>
        </div>
      </div>
    </details>
  );
}
