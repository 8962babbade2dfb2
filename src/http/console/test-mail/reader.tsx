// As whose copy: a reader, found by the beginning of an address or a name.

import type { ConsoleWords } from '../../../words/console.ts';

interface ReaderFieldProps {
  id: string;
  name: string;
  words: ConsoleWords['testMail'];
  /** Of another form than the one it stands in. */
  form?: string;
  value?: string;
  /** What is wrong with what was typed. */
  error?: string | undefined;
}

/** Without a script the address must be typed whole; with one, `scripts/editor/reader.ts` suggests people. */
export function ReaderField({ id, name, words, form, value = '', error }: ReaderFieldProps) {
  const { reader } = words;
  return (
    <div class="row reader" data-reader={JSON.stringify(reader)}>
      <label for={id}>{reader.label}</label>
      <input
        type="text"
        inputmode="email"
        id={id}
        name={name}
        value={value}
        list={`${id}-found`}
        maxlength={320}
        autocomplete="off"
        spellcheck={false}
        placeholder={reader.nobody}
        aria-describedby={`${id}-said`}
        {...(form ? { form } : {})}
        {...(error ? { 'aria-invalid': 'true' as const } : {})}
      />
      <datalist id={`${id}-found`} />
      <p
        class={error ? 'wrong small' : 'soft small'}
        id={`${id}-said`}
        aria-live="polite"
        data-reader-said
      >
        {error ?? reader.hint}
      </p>
    </div>
  );
}
