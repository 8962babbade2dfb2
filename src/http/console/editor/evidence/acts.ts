// Without a script: a section made again, and a sentence of the source put in, by presses of the form.

import { AppError } from '../../../../base/errors.ts';
import { disarmLinks } from '../../../../digest/inline.ts';
import type { Fields } from '../../../../editing/working-copy/fields.ts';
import { redoSection } from '../../../../proposals/commands/redo.ts';
import { type Deps, proposalDeps } from '../../../../wiring.ts';
import { LookQuery, lookAtFields } from '../../../api/copy-look.ts';
import { keptPoints, mergeRedone } from './redone.ts';

/** The fields after the press; as they are for every other press, and where nothing is to be had. */
export async function actOnEvidence(
  deps: Deps,
  id: string,
  fields: Fields,
  wish: string,
): Promise<Fields> {
  const [, verb, number, point] =
    /^(redo|quote):sections\.(\d{1,3})(?:\.source\.points\.(\d{1,3}))?$/.exec(wish) ?? [];
  const at = Number(number);
  const section = fields.sections[at];
  if (verb === undefined || section === undefined) return fields;
  const { evidence } = await lookAtFields(deps, id, fields, LookQuery.parse({}));
  const weighed = evidence?.sections.find(({ path }) => path === `sections.${at}`);
  if (evidence === null || weighed === undefined) return fields;
  if (verb === 'quote') {
    const path = `sections.${at}.source.points.${point}`;
    const sentence = weighed.points.find((one) => one.path === path)?.evidence?.text;
    if (sentence === undefined) return fields;
    const points = section.source.points.with(Number(point), disarmLinks(sentence));
    return replace(fields, at, { ...section, source: { ...section.source, points } });
  }
  const keep = keptPoints(section, weighed);
  if (keep === null) return fields;
  try {
    const proposal = await redoSection(proposalDeps(deps), evidence.proposal, weighed.n, { keep });
    const after = proposal.sections[weighed.n];
    return after ? replace(fields, at, mergeRedone(section, weighed, after)) : fields;
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict') return fields;
    throw error;
  }
}

function replace(fields: Fields, at: number, section: Fields['sections'][number]): Fields {
  return { ...fields, sections: fields.sections.with(at, section) };
}
