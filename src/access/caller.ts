// Who calls: a program with a key or an editor with a session, and what either may do.

import * as z from 'zod';
import { AppError } from '../base/errors.ts';
import type { EditorId, KeyId, SessionId } from '../base/ids.ts';
import { editorRoles } from '../db/schema/states.ts';

/** What a caller may do. `admin` covers the other three, which do not cover each other. */
export const Scope = z.enum(['read', 'write', 'send', 'admin']);
export type Scope = z.infer<typeof Scope>;

/** What an editor is for; each role holds the scopes of `scopesOf`. */
export const Role = z.enum(editorRoles);
export type Role = z.infer<typeof Role>;

export interface KeyCaller {
  kind: 'key';
  id: KeyId;
  name: string;
  scopes: readonly Scope[];
}

export interface EditorCaller {
  kind: 'editor';
  id: EditorId;
  /** Empty if they have given none. */
  name: string;
  /** Where their sign-in links go. */
  address: string;
  role: Role;
  scopes: readonly Scope[];
  sessionId: SessionId;
}

export type Caller = KeyCaller | EditorCaller;

const scopesByRole: Readonly<Record<Role, readonly Scope[]>> = {
  owner: Scope.options,
  sender: ['read', 'write', 'send'],
  writer: ['read', 'write'],
  viewer: ['read'],
};

export function scopesOf(role: Role): readonly Scope[] {
  return scopesByRole[role];
}

export function holdsScope(caller: Pick<Caller, 'scopes'>, scope: Scope): boolean {
  return caller.scopes.includes(scope) || caller.scopes.includes('admin');
}

/** Viewers read everything but who the readers are. */
export function seesReaders(caller: Caller): boolean {
  return caller.kind === 'key' || caller.role !== 'viewer';
}

export function readersHidden(): AppError {
  return new AppError('forbidden', 'Who the readers are is not shown to viewers.');
}
