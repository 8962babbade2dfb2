// A request as a command that can be copied: what `curl` needs, and a body as somebody would send it.

import type { Example, OperationObject } from '../../endpoint/document/shapes.ts';

interface RequestProps {
  /** Where the API is. */
  url: string;
  method: string;
  path: string;
  operation: OperationObject;
  type: string;
  example: Example;
}

/** One click marks the whole command, and nothing of it has to be changed but `$ID` and the key. */
export function Request({ example, ...request }: RequestProps) {
  return (
    <figure class="request">
      <figcaption class="small">{example.summary}</figcaption>
      <pre class="notation" tabindex={0}>
        <code>{writeCommand(request, example.value)}</code>
      </pre>
    </figure>
  );
}

function writeCommand(
  { url, method, path, operation, type }: Omit<RequestProps, 'example'>,
  value: unknown,
): string {
  const where = `${url}${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => `$${name.toUpperCase()}`)}`;
  const body = typeof value === 'string' ? value.trimEnd() : JSON.stringify(value, null, 2);
  const needsTag = operation.parameters.some(({ name }) => name === 'if-match');
  const lines = [
    `curl ${method === 'post' ? '' : `-X ${method.toUpperCase()} `}"${where}"`,
    '  -H "Authorization: Bearer $API_KEY"',
    ...(needsTag ? ['  -H "If-Match: $ETAG"'] : []),
    `  -H "Content-Type: ${type}" --data-binary @- <<'END'`,
  ];
  return `${lines.join(' \\\n')}\n${body}\nEND`;
}
