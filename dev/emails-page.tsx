// The pages of `npm run emails`: every mail small, and one mail in every width and light.
/** @jsxImportSource react */
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Preview } from './email-previews.tsx';

const widths = [320, 375, 600, 800];
const themes = ['light', 'dark'] as const;
type Theme = (typeof themes)[number];

/** Every mail on a phone, by day and by lamplight, to see at once what a change did. */
export function drawHome(mails: readonly Preview[]): string {
  return drawPage(
    mails,
    null,
    'All mails',
    <>
      <header className="envelope">
        <div className="address">
          <h1>All mails</h1>
          <p>Each template in each language, on a phone. Choose one for every width.</p>
        </div>
      </header>
      <Controls hasWidths={false} />
      <section className="panel sheets" aria-label="All mails">
        {mails.map((mail) => (
          <article key={mail.name} data-search={wordsOf(mail)} lang="en">
            <h2>
              <a href={`/mail/${mail.name}`}>{mail.template}</a> <i>{mail.language}</i>
            </h2>
            <p lang={mail.language}>{mail.subject}</p>
            <div className="pairs">
              {themes.map((theme) => (
                <Frame key={theme} mail={mail} width={375} theme={theme} />
              ))}
            </div>
          </article>
        ))}
      </section>
    </>,
  );
}

/** One mail in every width and light, and its text part. */
export function drawMail(mails: readonly Preview[], mail: Preview): string {
  const size = (text: string) => `${(new TextEncoder().encode(text).length / 1024).toFixed(1)} KB`;
  return drawPage(
    mails,
    mail,
    mail.subject,
    <>
      <header className="envelope">
        <div className="address">
          <h1 lang={mail.language}>{mail.subject}</h1>
          <p>{`${mail.template} ・ ${mail.language} ・ HTML ${size(mail.html)} ・ text ${size(mail.text)}`}</p>
        </div>
      </header>
      <Controls hasWidths />
      <section className="panel looks-of" aria-label="The mail in every look">
        {widths.flatMap((width) =>
          themes.map((theme) => (
            <Frame key={`${width}${theme}`} mail={mail} width={width} theme={theme} />
          )),
        )}
        <figure data-width="text" data-theme="light">
          <figcaption>Text part</figcaption>
          <pre lang={mail.language}>{mail.text}</pre>
        </figure>
      </section>
    </>,
  );
}

function drawPage(
  mails: readonly Preview[],
  chosen: Preview | null,
  title: string,
  main: ReactNode,
): string {
  const page = (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <title>{`${title} · Mails`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/page/style.css" />
        <link rel="stylesheet" href="/page/mails.css" />
      </head>
      <body className={chosen === null ? 'home' : 'reading'}>
        <main>
          <nav className="letters" aria-label="Mails">
            <div className="masthead">
              <img src="/favicon.svg" alt="" width="34" height="34" />
              <strong>
                <a href="/">Mails</a>
              </strong>
              <p id="count" role="status">{`${mails.length} mails`}</p>
            </div>
            <search className="search">
              <input
                id="search"
                type="search"
                placeholder="Template, language, subject"
                aria-label="Search by template, language or subject"
                autoComplete="off"
              />
              <kbd>/</kbd>
            </search>
            <ol id="list">
              {mails.map((mail) => (
                <li key={mail.name} data-search={wordsOf(mail)}>
                  <a
                    href={`/mail/${mail.name}`}
                    {...(mail.name === chosen?.name ? { 'aria-current': 'true' as const } : {})}
                  >
                    <span className="who">{mail.template}</span>
                    <i>{mail.language}</i>
                    <span className="what" lang={mail.language}>
                      {mail.subject}
                    </span>
                  </a>
                </li>
              ))}
            </ol>
            <p id="none" className="none" hidden>
              Nothing matches.
            </p>
          </nav>
          <div className="reader">{main}</div>
        </main>
        <script type="module" src="/page/mails.js" />
      </body>
    </html>
  );
  return `<!DOCTYPE html>${renderToStaticMarkup(page)}`;
}

function Controls({ hasWidths }: { hasWidths: boolean }) {
  return (
    <div className="bar">
      <div className="looks">
        {hasWidths ? <Choice name="width" of={['all', ...widths.map(String), 'text']} /> : null}
        <Choice name="theme" of={['all', ...themes]} />
        <button type="button" id="images" aria-pressed="true">
          Images
        </button>
      </div>
    </div>
  );
}

function Choice({ name, of }: { name: string; of: readonly string[] }) {
  return (
    <fieldset className="pair" aria-label={name}>
      {of.map((value) => (
        <button
          key={value}
          type="button"
          data-choose={name}
          data-value={value}
          aria-pressed={value === 'all'}
        >
          {value === 'all' ? `every ${name}` : value}
        </button>
      ))}
    </fieldset>
  );
}

function Frame({ mail, width, theme }: { mail: Preview; width: number; theme: Theme }) {
  const label = `${width} px, ${theme}`;
  return (
    <figure data-width={width} data-theme={theme}>
      <figcaption>{label}</figcaption>
      <iframe
        title={`${mail.template}, ${mail.language}, ${label}`}
        src={`/html/${mail.name}?dark=${Number(theme === 'dark')}`}
        // The frame's own border beside it.
        style={{ width: width + 2 }}
        loading="lazy"
      />
    </figure>
  );
}

function wordsOf({ name, template, language, subject }: Preview): string {
  return `${name} ${template} ${language} ${subject}`.toLowerCase();
}
