// The form: every field of a digest, or its Markdown.

import { subjectColumns } from '../../../digest/checks/inbox-row.ts';
import { blankParagraph, blankSection, isBlank } from '../../../editing/working-copy/blank.ts';
import type { Fields } from '../../../editing/working-copy/fields.ts';
import type { Weighed } from '../../../proposals/commands/weigh.ts';
import { fill } from '../../../words/fill.ts';
import { Area, Counted, type EditorWords, Line } from './control.tsx';
import { AsProposed, evidenceAt } from './evidence/marks.tsx';
import { Items, ParagraphItem, Paragraphs, TextItem } from './list.tsx';
import { ImagePart, SectionPart } from './section.tsx';

interface FormProps {
  fields: Fields;
  words: EditorWords;
  language: string;
  weighed: Weighed | null;
}

/** Two lines of a phone. */
const preheaderColumns = 2 * subjectColumns;

export function FieldsFace({ fields, words, weighed, language }: FormProps) {
  const evidence = (path: string) => evidenceAt(weighed, path, language);
  const counted = { language: fields.language, words };
  const names = words.fields;
  return (
    <div class="face" data-face="fields">
      <Area
        path="headline"
        label={names.headline}
        value={fields.headline}
        class="headline"
        mark={<AsProposed path="headline" evidence={evidence('')} words={words} />}
      />
      <p class="hint" data-paste-hint hidden={!isBlank(fields)}>
        {words.pasteHint}
      </p>
      <div class="pair">
        <Counted
          {...counted}
          path="subject"
          label={names.subject}
          hint={names.subjectHint}
          value={fields.subject}
          most={subjectColumns}
        />
        <Counted
          {...counted}
          path="preheader"
          label={names.preheader}
          hint={names.preheaderHint}
          value={fields.preheader}
          most={preheaderColumns}
        />
      </div>
      <Area path="lead" label={names.lead} value={fields.lead} isRich />
      <details class="more">
        <summary>{names.more}</summary>
        <div class="more-body">
          <div class="pair">
            <Line
              path="publishedOn"
              label={names.publishedOn}
              value={fields.publishedOn}
              type="date"
            />
            <Line path="language" label={names.language} value={fields.language} />
          </div>
          <ImagePart path="image" image={fields.image} words={words} />
        </div>
      </details>
      <h2 class="away">{names.sections}</h2>
      <Items list="sections" path="sections" kind="sections" words={words}>
        {fields.sections.map((section, index) => (
          <SectionPart
            path={`sections.${index}`}
            section={section}
            words={words}
            isOpen={index === 0}
            evidence={evidence(`sections.${index}`)}
          />
        ))}
      </Items>
      <Paragraphs
        list="closing"
        path="closing"
        paragraphs={fields.closing}
        heading={names.closing}
        words={words}
      />
      <fieldset class="group">
        <legend>{names.conclusion}</legend>
        <Items list="conclusion" path="conclusion" kind="conclusion" words={words}>
          {fields.conclusion.map((text, index) => (
            <TextItem
              path={`conclusion.${index}`}
              label={fill(names.conclusionItem, { number: index + 1 })}
              value={text}
              mark="💡"
              words={words}
            >
              {weighed ? (
                <div class="evidence">
                  <AsProposed path={`conclusion.${index}`} evidence={evidence('')} words={words} />
                </div>
              ) : null}
            </TextItem>
          ))}
        </Items>
      </fieldset>
    </div>
  );
}

export function MarkdownFace({ markdown, words }: { markdown: string; words: EditorWords }) {
  return (
    <div class="face" data-face="markdown">
      <div class="row markdown">
        <label for="markdown">{words.fields.markdown}</label>
        <textarea id="markdown" name="markdown" rows={24}>
          {`\n${markdown}`}
        </textarea>
      </div>
    </div>
  );
}

/** What the script makes new items of: the same parts, under the name `N`. */
export function Templates({ words }: { words: EditorWords }) {
  const { fields } = words;
  return (
    <>
      <template id="new-sections">
        <SectionPart path="N" section={blankSection()} words={words} isOpen />
      </template>
      <template id="new-paragraph">
        <ParagraphItem
          path="N"
          label={fields.paragraph}
          paragraph={blankParagraph()}
          words={words}
        />
      </template>
      <template id="new-points">
        <TextItem path="N" label={fields.point} value="" mark="✓" words={words} />
      </template>
      <template id="new-conclusion">
        <TextItem path="N" label={fields.conclusionItem} value="" mark="💡" words={words} />
      </template>
    </>
  );
}
