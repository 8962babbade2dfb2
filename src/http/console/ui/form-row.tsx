// A field of a form with its label, its hint, and what is wrong with it.

import type { Child } from 'hono/jsx';

interface RowProps {
  /** Also the `id`, unless one is given: two forms of a page may have a field of one name. */
  name: string;
  id?: string;
  label: Child;
  hint?: Child;
  /** What to do about what was typed; the field is then marked as wrong. */
  error?: string | undefined;
}

interface FieldProps extends RowProps {
  value?: string | undefined;
  /** Whatever else the element needs: `maxlength`, `autocomplete`, `hx-post` … */
  [attribute: string]: unknown;
}

/** The frame of a field, for what is no text field; the control needs `describedBy`'s attributes. */
export function FormRow({
  name,
  id = name,
  label,
  hint,
  error,
  children,
}: RowProps & { children: Child }) {
  return (
    <div class="row">
      <label for={id}>{label}</label>
      {children}
      <Notes {...{ id, hint, error }} />
    </div>
  );
}

function Notes({ id, hint, error }: Pick<RowProps, 'hint' | 'error'> & { id: string }) {
  return (
    <>
      {hint ? (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p class="wrong" id={`${id}-error`}>
          {error}
        </p>
      ) : null}
    </>
  );
}

/** Ties a control to its hint and its error. */
export function describedBy({ name, id = name, hint, error }: Omit<RowProps, 'label'>) {
  const ids = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean);
  return {
    ...(ids.length > 0 ? { 'aria-describedby': ids.join(' ') } : {}),
    ...(error ? { 'aria-invalid': 'true' as const } : {}),
  };
}

export function TextField({
  name,
  id = name,
  label,
  hint,
  error,
  value = '',
  ...rest
}: FieldProps) {
  return (
    <FormRow {...{ name, id, label, hint, error }}>
      <input
        {...{ type: 'text', id, name, value, ...rest, ...describedBy({ name, id, hint, error }) }}
      />
    </FormRow>
  );
}

/** Grows with what is written into it, where the browser knows how. */
export function TextArea({ name, id = name, label, hint, error, value = '', ...rest }: FieldProps) {
  return (
    <FormRow {...{ name, id, label, hint, error }}>
      <textarea {...{ id, name, rows: 2, ...rest, ...describedBy({ name, id, hint, error }) }}>
        {value}
      </textarea>
    </FormRow>
  );
}

interface SelectFieldProps extends FieldProps {
  /** Value and words. */
  options: readonly (readonly [string, string])[];
}

export function SelectField({
  name,
  id = name,
  label,
  hint,
  error,
  value = '',
  options,
  ...rest
}: SelectFieldProps) {
  return (
    <FormRow {...{ name, id, label, hint, error }}>
      <select {...{ id, name, ...rest, ...describedBy({ name, id, hint, error }) }}>
        {options.map(([one, text]) => (
          // Its text is its value where none is given: of four hundred time zones that is 10 KB.
          <option {...(one === text ? {} : { value: one })} selected={one === value}>
            {text}
          </option>
        ))}
      </select>
    </FormRow>
  );
}

interface ChoiceProps extends RowProps {
  type?: 'checkbox' | 'radio';
  value?: string;
  checked?: boolean;
  [attribute: string]: unknown;
}

/** A box to tick, or one of several to choose: all of it can be pressed. */
export function Choice({
  name,
  id = name,
  label,
  hint,
  error,
  type = 'checkbox',
  ...rest
}: ChoiceProps) {
  return (
    <div class="choice">
      <input {...{ type, id, name, ...rest, ...describedBy({ name, id, hint, error }) }} />
      <div>
        <label for={id}>{label}</label>
        <Notes {...{ id, hint, error }} />
      </div>
    </div>
  );
}
