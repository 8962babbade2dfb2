// The page of the audit log.

import { AuditDay, listActs } from '../../../access/audit/audit.ts';
import { selectActors } from '../../../access/audit/audit-queries.ts';
import { isUuid } from '../../../base/ids.ts';
import type { AppContext } from '../../context.ts';
import { requireEditor } from '../../middleware/require-editor.ts';
import { answerConsole } from '../shell/frame.ts';
import { pageOf, queryOf } from '../shell/query.ts';
import { AuditPage } from './audit.tsx';
import type { ShownActs } from './audit-filter.tsx';
import { settingsFrame } from './frame.tsx';

export async function showAudit(c: AppContext): Promise<Response> {
  const me = await requireEditor(c, 'admin');
  const { db, env } = c.var.deps();
  const shown = readShown(c);
  const page = pageOf(c);
  const { actor, from, to } = shown;
  const query = {
    ...page,
    ...(actor === null ? {} : { actor }),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
  };
  const [acts, actors] = await Promise.all([listActs(db, query, env.TIMEZONE), selectActors(db)]);
  const props = { acts, actors, shown, isFirstPage: !('cursor' in page) };
  return answerConsole(<AuditPage {...settingsFrame(c, me)} {...props} />);
}

/** What is no id and no day narrows nothing: an empty field of the form is neither. */
function readShown(c: AppContext): ShownActs {
  const wanted = c.req.query('actor') ?? '';
  return {
    actor: isUuid(wanted) ? wanted : null,
    from: queryOf(c, 'from', AuditDay),
    to: queryOf(c, 'to', AuditDay),
  };
}
