// Which revision of a digest a request is about.

import * as z from 'zod';

export const revision = z.coerce.number().int().min(1).max(2_147_483_647).exactOptional().meta({
  description: 'Which revision; the newest if absent.',
});

export const RevisionQuery = z.strictObject({ revision });
