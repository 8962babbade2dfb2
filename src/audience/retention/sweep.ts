// PLACEHOLDER by the lead so that jobs.ts compiles; the audience engineer replaces this file
// (keep the name and signature): retention jobs, and imports whose ring was lost (status running, no progress).
import type { Database } from '../../db/client.ts';

export async function sweepAudience(_db: Database): Promise<{ forgottenImports: string[] }> {
  return { forgottenImports: [] };
}
