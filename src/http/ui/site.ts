// What every page says of the house: its name, its address, who answers for it.

import type { Env } from '../../env.ts';
import { productName } from '../../words/words.ts';

export interface Site {
  name: string;
  /** Without a slash at the end. */
  url: string;
  /** The postal address of the sender; empty if none is set. */
  postal: string;
  /** The e-mail address to write to. */
  contact: string;
  /** Whose days it shows. */
  timezone: string;
}

export function readSite(
  env: Pick<
    Env,
    'SENDER_NAME' | 'PUBLIC_URL' | 'SENDER_ADDRESS' | 'REPLY_TO' | 'FROM' | 'TIMEZONE'
  >,
): Site {
  return {
    name: env.SENDER_NAME || productName,
    url: env.PUBLIC_URL,
    postal: env.SENDER_ADDRESS,
    contact: env.REPLY_TO || env.FROM,
    timezone: env.TIMEZONE,
  };
}
