// One operation on the page of the API: what it takes and what it answers.

import type { Content, OperationObject, ParameterObject } from '../../endpoint/document/shapes.ts';
import { InlineType, Notation } from './notation.tsx';
import { Prose, Sentence } from './prose.tsx';
import { Request } from './request.tsx';

interface OperationProps {
  /** Where the API is, for commands. */
  url: string;
  method: string;
  path: string;
  operation: OperationObject;
}

/** Open one at a time; a link to its name opens it, for what is named is inside. */
export function Operation(props: OperationProps) {
  const { method, path, operation } = props;
  const { operationId, summary, description, parameters, requestBody, security } = operation;
  const scope = security[0]?.key?.[0];
  return (
    <details class="operation" name="operation">
      <summary>
        <h3>{summary}</h3>
        <span class="address">
          <code>
            <b class={`method ${method}`}>{method.toUpperCase()}</b> {path}
          </code>
          <span class="scope">{scope ? `scope ${scope}` : 'no key needed'}</span>
        </span>
      </summary>
      <div id={operationId}>
        {description ? <Prose text={description} /> : null}
        {parameters.length > 0 ? <Parameters parameters={parameters} /> : null}
        {requestBody ? (
          <details>
            <summary>Body</summary>
            <Bodies content={requestBody.content} />
          </details>
        ) : null}
        {requestBody ? (
          <details>
            <summary>Examples</summary>
            {Object.entries(requestBody.content).flatMap(([type, { examples = {} }]) =>
              Object.entries(examples).map(([name, example]) => (
                <Request key={`${type} ${name}`} {...props} type={type} example={example} />
              )),
            )}
          </details>
        ) : null}
        <Answers operation={operation} />
      </div>
    </details>
  );
}

function Parameters({ parameters }: { parameters: readonly ParameterObject[] }) {
  return (
    <details>
      <summary>Parameters</summary>
      <dl class="parameters">
        {parameters.map(({ name, in: place, required, description, schema }) => (
          <div key={name}>
            <dt>
              <code>
                <b>{name}</b>
              </code>{' '}
              <span class="soft small">
                <InlineType schema={schema} /> {required ? `${place}, required` : place}
              </span>
            </dt>
            <dd>{description ? <Prose text={description} /> : null}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function Answers({ operation }: { operation: OperationObject }) {
  const answers = Object.entries(operation.responses);
  const isError = (status: string) => status === 'default' || Number(status) >= 400;
  const errors = answers.filter(([status]) => isError(status) && status !== 'default');
  return (
    <details>
      <summary>Answers</summary>
      {answers
        .filter(([status]) => !isError(status))
        .map(([status, { description, content, headers }]) => (
          <div class="answer" key={status}>
            <p>
              <b>{status}</b> {description}
            </p>
            {headers ? (
              <p class="soft small">
                Headers: <Sentence text={listHeaders(headers)} />
              </p>
            ) : null}
            {content ? <Bodies content={content} /> : null}
          </div>
        ))}
      <ul class="errors">
        {errors.map(([status, { description }]) => (
          <li key={status}>
            <b>{status}</b> <Prose text={description} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function listHeaders(headers: Readonly<Record<string, { description: string }>>): string {
  return Object.entries(headers)
    .map(([name, { description }]) => `${name} (${description.replace(/\.$/, '')})`)
    .join(', ');
}

function Bodies({ content }: { content: Content }) {
  return (
    <>
      {Object.entries(content).map(([type, { schema }]) => (
        <div key={type}>
          <p class="soft small">
            <code>{type}</code>
          </p>
          {/[/+]json$/.test(type) ? <Notation schema={schema} /> : null}
        </div>
      ))}
    </>
  );
}
