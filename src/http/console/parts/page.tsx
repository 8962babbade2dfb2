// The parts, each with its states. Its words are samples: they stand nowhere else.

import type { ConsoleFrame } from '../shell/frame.ts';
import { ConsolePage } from '../shell/page.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Choice, describedBy, FormRow, SelectField, TextArea, TextField } from '../ui/form-row.tsx';
import { Card, PageHeading } from '../ui/heading.tsx';
import { Chip, Empty, Notice } from '../ui/notice.tsx';
import { Table } from '../ui/table.tsx';
import { NumberParts, OverParts, WayParts } from './samples.tsx';

const rows = [
  { name: '夜の図書館に灯がともる', state: '配信済み', people: 18402 },
  { name: '海を渡る薬：島の診療所の秋', state: '下書き', people: 0 },
];

export function PartsPage(frame: ConsoleFrame) {
  return (
    <ConsolePage {...frame} title="Parts" current={null} counts={{ today: 3 }}>
      <PageHeading
        text="部品：ひとつずつ、そのすべての姿で"
        language="ja"
        over="11月26日（木）"
        lead="Every part of the console, in each of its states."
        actions={<Button tone="main">新しいダイジェスト</Button>}
      />
      <Card heading="Buttons" id="buttons">
        <div class="actions">
          <Button tone="main">確認へ進む</Button>
          <Button>テスト送信</Button>
          <Button tone="quiet">取り消す</Button>
          <Button tone="grave">削除する</Button>
          <ButtonLink href="#buttons">書くところへ戻る</ButtonLink>
          <Button tone="main" disabled>
            送れません
          </Button>
        </div>
      </Card>
      <Card heading="Form rows">
        <div class="rows">
          <TextField name="part-title" label="見出し" value="夜の図書館" hint="44字まで。" />
          <TextField
            name="part-wrong"
            label="返信先"
            value="editor@"
            error="@ の後ろに、example.com のようなドメインを書いてください。"
          />
          <TextArea name="part-lead" label="リード" value="午後八時、閉まるはずの図書館に。" />
          <SelectField
            name="part-list"
            label="リスト"
            options={[
              ['digest', '朝のダイジェスト'],
              ['weekend', '週末の読みもの'],
            ]}
          />
          <FormRow name="part-day" label="日付" hint="リストの土地の日付です。">
            <input
              id="part-day"
              name="part-day"
              type="date"
              value="2026-11-26"
              {...describedBy({ name: 'part-day', hint: true })}
            />
          </FormRow>
          <Choice name="part-box" label="確認メールを送る" hint="二度目の同意です。" checked />
        </div>
      </Card>
      <Card heading="Notices and chips">
        <Notice tone="good">保存しました。</Notice>
        <Notice
          tone="careful"
          heading="ほかの人が変えています"
          actions={<Button>見くらべる</Button>}
        >
          10:32 に、編集部が保存しました。
        </Notice>
        <Notice tone="bad" heading="保存できません">
          この端末には残っています。つながったら、もう一度お試しください。
        </Notice>
        <div class="actions">
          <Chip>下書き</Chip>
          <Chip tone="good">よし</Chip>
          <Chip tone="careful">注意</Chip>
          <Chip tone="bad">止まる</Chip>
        </div>
      </Card>
      <Card heading="Table" aside="10:32 現在">
        <Table
          caption="ダイジェスト"
          rows={rows}
          columns={[
            { heading: '見出し', cell: ({ name }) => name },
            { heading: '状態', cell: ({ state }) => <Chip>{state}</Chip> },
            { heading: '読者', isNumber: true, cell: ({ people }) => people.toLocaleString('ja') },
          ]}
        />
      </Card>
      <NumberParts language={frame.language} />
      <WayParts />
      <OverParts language={frame.language} />
      <Card>
        <Empty heading="まだ何もありません" actions={<Button tone="main">はじめる</Button>}>
          最初のダイジェストは、貼りつけた文章からも作れます。
        </Empty>
      </Card>
    </ConsolePage>
  );
}
