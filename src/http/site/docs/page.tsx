// The page of the API, drawn from the OpenAPI document that programs read.

import { errorCodes } from '../../../base/errors.ts';
import type { OpenApiDocument } from '../../endpoint/document/shapes.ts';
import { Layout } from '../../ui/layout.tsx';
import type { Site } from '../../ui/site.ts';
import { Notation } from './notation.tsx';
import { Operation } from './operation.tsx';
import { Prose } from './prose.tsx';

interface DocsProps {
  site: Site;
  document: OpenApiDocument;
}

export function DocsPage({ site, document }: DocsProps) {
  const { info, tags, components } = document;
  const operations = listOperations(document);
  const used = tags.filter(({ name }) => operations.some(({ tag }) => tag === name));
  return (
    <Layout
      site={site}
      language="en"
      title={`API of ${info.title}`}
      description={`Every operation of the API of ${info.title}: what it takes, what it answers, what can go wrong.`}
      path="/docs"
      head={<link rel="stylesheet" href="/assets/docs.css" />}
    >
      <div class="hall docs">
        <nav aria-label="Operations" class="contents">
          {used.map(({ name }) => (
            <details key={name}>
              <summary>{capitalise(name)}</summary>
              <ul>
                {operations
                  .filter(({ tag }) => tag === name)
                  .map(({ operation }) => (
                    <li key={operation.operationId}>
                      <a href={`#${operation.operationId}`}>{operation.summary}</a>
                    </li>
                  ))}
              </ul>
            </details>
          ))}
          <p>
            <a href="#errors">Errors</a>
            <a href="#schemas">Schemas</a>
          </p>
        </nav>
        <div class="sheet book">
          <h1 class="mincho">API of {info.title}</h1>
          <Prose text={info.description} />
          <Example url={site.url} />
          <p>
            For programs: <a href="/openapi.json">openapi.json</a>
          </p>
          {used.map(({ name, description }) => (
            <section key={name}>
              <h2 class="mincho" id={name}>
                {capitalise(name)}
              </h2>
              <p class="soft">{description}</p>
              {operations
                .filter(({ tag }) => tag === name)
                .map((one) => (
                  <Operation key={one.operation.operationId} url={site.url} {...one} />
                ))}
            </section>
          ))}
          <Errors />
          <section>
            <h2 class="mincho" id="schemas">
              Schemas
            </h2>
            {Object.entries(components.schemas).map(([name, schema]) => (
              <details class="operation" name="schema" key={name}>
                <summary>
                  <h3>{name}</h3>
                </summary>
                <div id={`schema-${name}`}>
                  <Notation schema={schema} />
                </div>
              </details>
            ))}
          </section>
        </div>
      </div>
    </Layout>
  );
}

function listOperations({ paths }: OpenApiDocument) {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method,
      path,
      operation,
      tag: operation.tags[0] ?? '',
    })),
  );
}

function capitalise(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

function Example({ url }: { url: string }) {
  const lines = [
    `curl ${url}/api/digests/import \\`,
    '  -H "Authorization: Bearer $API_KEY" \\',
    '  -H "Content-Type: text/markdown" \\',
    '  --data-binary @digest.md',
  ];
  return (
    <pre class="notation" tabindex={0}>
      <code>{lines.join('\n')}</code>
    </pre>
  );
}

function Errors() {
  return (
    <section>
      <h2 class="mincho" id="errors">
        Errors
      </h2>
      <p class="soft">
        The <code>type</code> of a problem leads here; its <code>detail</code> and{' '}
        <code>errors</code> say what to do.
      </p>
      <dl class="parameters">
        {Object.entries(errorCodes).map(([code, { status, title }]) => (
          <div id={code} key={code}>
            <dt>
              <code>{code}</code>
            </dt>
            <dd>
              <b>{status}</b> {title}.
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
