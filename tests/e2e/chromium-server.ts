// One Chromium for all browser tests; each has contexts of its own in it.

import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { findChromium } from '../../dev/find-chromium.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    chromiumUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await chromium.launchServer({
    executablePath: findChromium(),
    // Without a user namespace (root, containers) Chromium starts only so.
    args: ['--no-sandbox'],
  });
  project.provide('chromiumUrl', server.wsEndpoint());
  return () => server.close();
}
