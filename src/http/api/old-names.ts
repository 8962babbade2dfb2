// How the document marks a field that has another name now: both are answered until the old one goes.

/** What `.meta` says of a field under its old name (docs/api.md, "How a change is announced"). */
export function oldName(newName: string) {
  return { deprecated: true, description: `Use \`${newName}\`.` };
}
