// One section of the form, which folds.

import type { SectionFields } from '../../../editing/working-copy/fields.ts';
import { fill } from '../../../words/fill.ts';
import { Area, type EditorWords, Line } from './control.tsx';
import { AsProposed, PointEvidence, type SectionEvidence, SectionFoot } from './evidence/marks.tsx';
import { Items, ItemTools, Paragraphs, TextItem } from './list.tsx';

interface SectionProps {
  path: string;
  section: SectionFields;
  words: EditorWords;
  isOpen: boolean;
  evidence?: SectionEvidence | null;
}

export function SectionPart({ path, section, words, isOpen, evidence = null }: SectionProps) {
  const { heading, hook, opener, source, body } = section;
  const number = Number(path.split('.').at(-1)) + 1 || 1;
  const name = fill(words.fields.section, { number });
  return (
    <div class="section" data-item={path}>
      <details open={isOpen}>
        <summary>
          <span class="grip" data-grip aria-hidden="true">
            ⠿
          </span>
          <span class="number" data-number>
            {number}
          </span>
          <span class="section-name">
            <strong data-shows={`${path}.heading`}>{heading || name}</strong>
            <span class="soft small" data-shows={`${path}.hook.question`}>
              {hook.question}
            </span>
          </span>
          <span class="chip bad" data-faults={path} hidden />
        </summary>
        <div class="section-body">
          <Area path={`${path}.heading`} label={words.fields.heading} value={heading} />
          <div class="pair">
            <Area
              path={`${path}.hook.question`}
              label={words.fields.question}
              value={hook.question}
              mark={<AsProposed path={`${path}.hook.question`} {...{ evidence, words }} />}
            />
            <Area
              path={`${path}.hook.answer`}
              label={words.fields.answer}
              value={hook.answer}
              isRich
            />
          </div>
          <Paragraphs
            list="opener"
            path={`${path}.opener`}
            paragraphs={opener}
            heading={words.fields.opener}
            words={words}
          />
          <SourcePart path={`${path}.source`} {...{ source, words, evidence }} />
          <Paragraphs
            list="body"
            path={`${path}.body`}
            paragraphs={body}
            heading={words.fields.body}
            words={words}
          />
        </div>
      </details>
      <ItemTools path={path} what={name} words={words} />
    </div>
  );
}

interface SourceProps {
  path: string;
  source: SectionFields['source'];
  words: EditorWords;
  evidence: SectionEvidence | null;
}

function SourcePart({ path, source, words, evidence }: SourceProps) {
  const { fields } = words;
  const weighed = (at: string) => evidence?.section?.points.find((one) => one.path === at);
  return (
    <fieldset class="source" data-source>
      <legend>{fields.source}</legend>
      <Line path={`${path}.url`} label={fields.url} value={source.url} type="url" class="address" />
      <p class="said small" data-said aria-live="polite" hidden />
      <Area path={`${path}.title`} label={fields.title} value={source.title} />
      <div class="pair uneven">
        <Line path={`${path}.publisher`} label={fields.publisher} value={source.publisher} />
        <Line
          path={`${path}.publishedOn`}
          label={fields.publishedOn}
          value={source.publishedOn}
          type="date"
        />
      </div>
      <ImagePart path={`${path}.image`} image={source.image} words={words} />
      <fieldset class="group">
        <legend>{fields.points}</legend>
        <Items list="source.points" path={`${path}.points`} kind="points" words={words}>
          {source.points.map((value, index) => {
            const at = `${path}.points.${index}`;
            const point = weighed(at);
            const label = fill(fields.point, { number: index + 1 });
            return (
              <TextItem path={at} mark="✓" {...{ label, value, words }}>
                {point && evidence ? <PointEvidence {...{ point, evidence, words }} /> : null}
              </TextItem>
            );
          })}
        </Items>
        {evidence?.section ? (
          <SectionFoot section={evidence.section} {...{ evidence, words }} />
        ) : null}
      </fieldset>
    </fieldset>
  );
}

interface ImageProps {
  path: string;
  image: SectionFields['source']['image'];
  words: EditorWords;
}

export function ImagePart({ path, image, words: { fields } }: ImageProps) {
  const isUsed = image.url + image.alt + image.credit !== '';
  return (
    <details class="picture" open={isUsed}>
      <summary>{fields.image}</summary>
      <div class="picture-body">
        <Line path={`${path}.url`} label={fields.url} value={image.url} type="url" />
        <Line path={`${path}.alt`} label={fields.alt} value={image.alt} />
        <Line path={`${path}.credit`} label={fields.credit} value={image.credit} />
      </div>
    </details>
  );
}
