// The whole product as a process of its own, for tests and photographs: from `npm start` to the link it prints.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from './postgres.ts';

export interface StackChild {
  url: string;
  mailboxUrl: string;
  /** The link that it printed for its owner: it works once. */
  signIn: string;
  /** Ends all of it and forgets its data. */
  stop(): Promise<void>;
}

/** Starts it on free ports over a folder of its own; waits for the line `console …`, which comes last. */
export async function startStackChild(
  variables: Readonly<Record<string, string>> = {},
): Promise<StackChild> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'chrysanthemum-stack-'));
  const [port, mailboxPort] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, ['dev/stack.ts'], {
    cwd: new URL('..', import.meta.url),
    env: {
      ...process.env,
      PORT: String(port),
      MAILBOX_PORT: String(mailboxPort),
      DATA_DIR: dataDir,
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let link: string | undefined;
  for await (const line of createInterface(child.stdout)) {
    link = /^console (\S+)/.exec(line)?.[1];
    if (link !== undefined) break;
  }
  child.stdout.resume();
  if (link === undefined) throw new Error('The stack ended before it said where the console is.');
  return {
    url: new URL(link).origin,
    mailboxUrl: `http://127.0.0.1:${mailboxPort}`,
    signIn: link,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      fs.rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
