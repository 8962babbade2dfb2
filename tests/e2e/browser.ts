// A real Chromium at the real pages.

import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { inject, onTestFinished } from 'vitest';
import type { TestApp } from '../support/app.ts';
import { withAssets } from '../support/assets.ts';
import { serve } from '../support/serve.ts';

export interface Site {
  url: string;
  /** A new page in a profile of its own; Japanese, light and 1280 px wide unless told. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
}

/** What a page may take on a busy machine. */
const waitMs = 90_000;

/** Serves the app on a free port and opens a browser at it, both until the test ends. */
export async function openSite(app: TestApp): Promise<Site> {
  return openSiteAt(await serve(withAssets(app)));
}

/** A browser at what is served there already, until the test ends. */
export async function openSiteAt(url: string): Promise<Site> {
  const browser = await openBrowser();
  return {
    url,
    async open(path, options = {}) {
      const context = await browser.newContext({
        locale: 'ja-JP',
        viewport: { width: 1280, height: 800 },
        ...options,
      });
      // A page that is slow beside other tests is no fault.
      context.setDefaultTimeout(waitMs);
      const page = await context.newPage();
      // Pictures of other sites: their place must be kept without them.
      await page.route(/^https:/, (route) => route.abort());
      await page.goto(url + path);
      return page;
    },
  };
}

/** The browser of all tests, as one that has nothing open; what the test opens closes with it. */
export async function openBrowser(): Promise<Browser> {
  const browser = await chromium.connect(inject('chromiumUrl'));
  onTestFinished(() => browser.close());
  return browser;
}

/** What axe finds wrong on the page by all rules or by these, each with its place; "incomplete" is no finding. */
export async function findFaults(page: Page, rules?: readonly string[]): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    (only) => window.axe.run(only === null ? {} : { runOnly: { type: 'rule', values: only } }),
    rules === undefined ? null : [...rules],
  );
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map((node) => `${impact} ${id} at ${node.target.join(' ')}: ${node.failureSummary}`),
  );
}

declare global {
  interface Window {
    axe: typeof axe;
  }
}
