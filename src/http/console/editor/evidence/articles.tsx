// The articles of a digest beside its form, in a column that they share with the mail.

import type { Weighed } from '../../../../proposals/commands/weigh.ts';
import type { EditorWords } from '../control.tsx';
import { tellGrounded } from './tell-point.ts';

interface ArticlesProps {
  weighed: Weighed;
  words: EditorWords;
}

/** Beside the form; without a script each opens as a page of its own. */
export function Articles({ weighed, words: { evidence: words } }: ArticlesProps) {
  const { proposal, sections } = weighed;
  return (
    <section class="card sourcing" aria-labelledby="sourcing">
      <div class="card-head">
        <h2 id="sourcing">{words.heading}</h2>
        <a class="small" href={`/console/proposals/${proposal}`}>
          {words.proposal}
        </a>
      </div>
      <p class="small soft" data-grounded>
        {tellGrounded(weighed, words)}
      </p>
      <ol class="article-names" data-articles={proposal}>
        {sections.map(({ path, article, heading }) => (
          <li>
            <a
              href={`/console/proposals/${proposal}/articles/${article}`}
              target="_blank"
              data-article={article}
              data-of={path}
              rel="noopener"
            >
              {heading}
            </a>
          </li>
        ))}
      </ol>
      <section
        class="article-frame"
        data-article-frame
        tabindex={0}
        aria-label={words.source}
        data-scripted
      >
        <p class="hint">{words.hint}</p>
      </section>
    </section>
  );
}
