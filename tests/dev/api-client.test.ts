import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createApiClient } from '../../dev/cli/api-client.ts';

test('a file that Cloudflare takes no part of is answered with what to do', async () => {
  const server = http.createServer((request, response) => {
    request.resume();
    response.writeHead(413, { 'content-type': 'text/html' });
    response.end('<html><head><title>413 Payload Too Large</title></head></html>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const client = createApiClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'k');
  const upload = client.upload(
    '/api/subscribers/import',
    new Blob(['email\n']).stream(),
    'text/csv',
  );
  await expect(upload).rejects.toThrow(/^413 .*100 MB.*docs\/audience\.md/);
});
