// The way to a model's endpoint: no redirects, and no answer beyond all measure.

/** Of an answer; one to us has a few thousand. */
const mostBytes = 1024 * 1024;

/** As `fetch`; a redirect is an answer like any other, so that no key goes elsewhere. Throws past a megabyte. */
export async function fetchBounded(
  input: RequestInfo | URL,
  init?: RequestInit,
): Promise<Response> {
  const response = await fetch(input, { ...init, redirect: 'manual' });
  if (response.body === null) return response;
  let length = 0;
  const measure = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      length += chunk.length;
      if (length > mostBytes) controller.error(new Error('The answer of the model is too long'));
      else controller.enqueue(chunk);
    },
  });
  const { status, statusText, headers } = response;
  return new Response(response.body.pipeThrough(measure), { status, statusText, headers });
}
