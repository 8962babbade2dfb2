// The benches' own worker: one door per piece of work, each done `times` times in one request.

import { createTokenRing } from '../../src/base/token.ts';
import { importPage } from '../../src/digest/paste/paste.ts';
import { sendNaively } from './naive-send.ts';
import { fillTimes, freezeSample, personaliseTimes, renderTimes } from './rendering.ts';

interface Bindings {
  DB: { connectionString: string };
  RESEND_BASE_URL: string;
  SIGNING_KEYS: string;
}

/** The body of every request is the text of a digest's page. */
export default {
  async fetch(request: Request, bindings: Bindings): Promise<Response> {
    const url = new URL(request.url);
    if (url.pathname === '/health') return Response.json({ ok: true });
    const imported = importPage(await request.text());
    if (imported.kind === 'invalid') return Response.json(imported, { status: 422 });
    const { digest } = imported;
    const ring = createTokenRing([bindings.SIGNING_KEYS]);
    const times = Number(url.searchParams.get('times') ?? 1);
    const answer = (done: number) => Response.json({ done });
    switch (url.pathname) {
      case '/render':
        return answer(await renderTimes(digest, times));
      case '/personalise':
        return answer(personaliseTimes(await freezeSample(digest), ring, times));
      case '/fill':
        return answer(fillTimes(await freezeSample(digest), ring, times));
      case '/sizes': {
        const { htmlBytes, textBytes } = await freezeSample(digest);
        return Response.json({ htmlBytes, textBytes });
      }
      case '/naive-send': {
        const send = {
          databaseUrl: bindings.DB.connectionString,
          resendUrl: bindings.RESEND_BASE_URL,
          sendId: url.searchParams.get('send') ?? '',
          ring,
          digest,
        };
        return answer(await sendNaively(send));
      }
      default:
        return new Response(null, { status: 404 });
    }
  },
};
