// Hosted templates: made, published, filled in, removed, and kept over a restart.

import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import type { Checked, Email } from './email.ts';
import { type Refusal, refusals, validationError } from './refusal.ts';

const templateVariable = z.object({
  key: z.string().regex(/^[A-Za-z0-9_]{1,50}$/),
  type: z.enum(['string', 'number']),
  fallback_value: z.union([z.string(), z.number()]).nullish(),
});

/** The body of `POST /templates`, as the SDK sends it. */
const templateBody = z.object({
  name: z.string().min(1),
  html: z.string().min(1),
  alias: z.string().nullish(),
  from: z.string().nullish(),
  subject: z.string().nullish(),
  text: z.string().nullish(),
  reply_to: z.union([z.string(), z.array(z.string())]).nullish(),
  variables: z.array(templateVariable).max(50).nullish(),
});

export interface Template extends z.infer<typeof templateBody> {
  id: string;
  createdAt: string;
  publishedAt: string | null;
  /** Absent in what an older mailbox kept. */
  versionId?: string;
}

/** Names that Resend keeps for itself ("Working with Variables"). */
const reservedKeys = new Set([
  'FIRST_NAME',
  'LAST_NAME',
  'EMAIL',
  'UNSUBSCRIBE_URL',
  'RESEND_UNSUBSCRIBE_URL',
  'contact',
  'this',
]);

const slot = /\{\{\{\s*([A-Za-z0-9_]+)\s*\}\}\}/g;

export interface Templates {
  create(body: unknown, at: string): Checked<Template>;
  publish(idOrAlias: string, at: string): Template | null;
  remove(idOrAlias: string): Template | null;
  find(idOrAlias: string): Template | null;
  list(): Template[];
  /** The email with the template's content, every slot filled with its raw value. */
  fill(email: Email): Checked<Email>;
  clear(): void;
}

export function openTemplates(path: string): Templates {
  let templates = existsSync(path) ? readSaved(path) : [];
  const save = () => writeFileSync(path, JSON.stringify(templates));
  const find = (idOrAlias: string) =>
    templates.find(({ id, alias }) => id === idOrAlias || alias === idOrAlias) ?? null;
  return {
    find,
    list: () => templates,
    create(body, at) {
      const parsed = templateBody.safeParse(body);
      if (!parsed.success) {
        const issue = parsed.error.issues[0];
        return refuse(validationError(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`));
      }
      const refusal = checkVariables(parsed.data);
      if (refusal !== null) return refuse(refusal);
      const ids = { id: randomUUID(), versionId: randomUUID() };
      const template = { ...parsed.data, ...ids, createdAt: at, publishedAt: null };
      templates.push(template);
      save();
      return { kind: 'ok', value: template };
    },
    publish(idOrAlias, at) {
      const template = find(idOrAlias);
      if (template === null) return null;
      template.publishedAt = at;
      save();
      return template;
    },
    remove(idOrAlias) {
      const template = find(idOrAlias);
      templates = templates.filter((other) => other !== template);
      save();
      return template;
    },
    fill(email) {
      if (email.template === undefined) return { kind: 'ok', value: email };
      const template = find(email.template.id);
      if (template === null) return refuse({ ...refusals.notFound, message: 'Template not found' });
      if (template.publishedAt === null)
        return refuse(validationError('The template must be published before it can be used.'));
      return fillTemplate(template, email, email.template.variables);
    },
    clear() {
      templates = [];
      save();
    },
  };
}

function fillTemplate(
  template: Template,
  email: Email,
  variables: Record<string, unknown>,
): Checked<Email> {
  const values = new Map<string, string>();
  for (const { key, type, fallback_value } of template.variables ?? []) {
    const value = variables[key] ?? fallback_value ?? null;
    if (value === null) return refuse(validationError(`Missing value for variable '${key}'`));
    if (typeof value !== type)
      return refuse(validationError(`Variable '${key}' must be a ${type}`));
    values.set(key, String(value));
  }
  const fill = (content: string) =>
    content.replace(slot, (_, key: string) => values.get(key) ?? '');
  const from = email.from || (template.from ?? '');
  const subject = email.subject || fill(template.subject ?? '');
  if (from === '') return refuse(validationError('Missing `from` field.'));
  if (subject === '') return refuse(validationError('Missing `subject` field.'));
  return {
    kind: 'ok',
    value: {
      ...email,
      from,
      subject,
      html: fill(template.html),
      text: template.text == null ? null : fill(template.text),
    },
  };
}

/** Every slot must be declared, as at Resend; reserved names are refused. */
function checkVariables(template: z.infer<typeof templateBody>): Refusal | null {
  const declared = new Set((template.variables ?? []).map(({ key }) => key));
  for (const key of declared) {
    if (reservedKeys.has(key)) return validationError(`Variable '${key}' is reserved`);
  }
  const content = `${template.subject ?? ''} ${template.html} ${template.text ?? ''}`;
  for (const [, key] of content.matchAll(slot)) {
    if (key !== undefined && !declared.has(key) && !reservedKeys.has(key))
      return validationError(
        `Variable '${key}' is used in the template but not defined in the variables list`,
      );
  }
  return null;
}

function refuse(refusal: Refusal): { kind: 'refused'; refusal: Refusal } {
  return { kind: 'refused', refusal };
}

/** Guarantee: the file is written by `openTemplates` only. */
function readSaved(path: string): Template[] {
  return JSON.parse(readFileSync(path, 'utf8')) as Template[];
}
