// Numbers as HTTP statuses.

import type { StatusCode } from 'hono/utils/http-status';

/** Ours only: of the closed list of errors, of what an operation documents, of a stored answer. */
export function trustStatus(status: number): StatusCode {
  return status as StatusCode;
}
