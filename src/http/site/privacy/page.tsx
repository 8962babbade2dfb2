// What is kept of readers and how long, in their language, with the version that consents refer to.

import { wordsFor } from '../../../words/words.ts';
import { type Frame, Layout } from '../../ui/layout.tsx';
import { Phrases } from '../../ui/text.tsx';

interface PrivacyPageProps extends Frame {
  /** Empty: none was set. */
  version: string;
  networkDays: number;
  hasTurnstile: boolean;
}

export function PrivacyPage({ version, networkDays, hasTurnstile, ...frame }: PrivacyPageProps) {
  const { site, language } = frame;
  const { labels, privacy: words } = wordsFor(language);
  const other = language === 'ja' ? 'en' : 'ja';
  return (
    <Layout {...frame} title={words.heading} path={`/privacy?language=${language}`}>
      <div class="sheet notice settings">
        <h1>
          <Phrases text={words.heading} language={language} />
        </h1>
        <p class="soft small">
          {version === '' ? null : <>{words.version(version)} ・ </>}
          <a href={`/privacy?language=${other}`} lang={other} hreflang={other}>
            {words.other}
          </a>
        </p>
        {words.parts({ sender: site.name, networkDays, hasTurnstile }).map((part) => (
          <section class="part">
            <h2>{part.heading}</h2>
            {part.lines.map((line) => (
              <p>{line}</p>
            ))}
          </section>
        ))}
        <p>
          {site.postal ? (
            <>
              {site.name}
              <br />
              {site.postal}
              <br />
            </>
          ) : null}
          <a href={`mailto:${site.contact}`}>{labels.contact}</a>
        </p>
      </div>
    </Layout>
  );
}
