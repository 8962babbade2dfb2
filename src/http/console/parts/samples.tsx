// The parts that show numbers, ways and what stands over a page, with sample words.

import { Button } from '../ui/button.tsx';
import { Dialog, Toast } from '../ui/dialog.tsx';
import { Card } from '../ui/heading.tsx';
import { LineChart } from '../ui/line-chart.tsx';
import { Bar, Figure, Figures, Strip, type StripCell } from '../ui/numbers.tsx';
import { Avatar, Code, Skeleton } from '../ui/small.tsx';
import { Menu, Pager, Tabs } from '../ui/ways.tsx';

const growth = [18662, 18700, 18790, 18840, 18990, 19080, 19240, 19410, 19530, 19700, 19866];
const cells: StripCell[] = Array.from({ length: 120 }, (_, n) => {
  if (n === 31) return 'bad';
  if (n === 57) return 'unclear';
  return n < 80 ? 'done' : n < 83 ? 'now' : 'waiting';
});

export function NumberParts({ language }: { language: string }) {
  return (
    <>
      <Card heading="Numbers" aside="10:32 現在">
        <Figures>
          <Figure value={18371} label="届いた" note="18,402 通のうち 99.8 %" language={language} />
          <Figure value={4126} label="押した人" note="22.5 %" tone="careful" language={language} />
          <Figure value={28} label="戻った" note="0.15 %" tone="bad" language={language} />
          <Figure value={null} label="まだ分からない" language={language} />
        </Figures>
      </Card>
      <Card heading="Bar and strip">
        <div class="rows">
          <Bar value={11800} of={18402} label="渡した割合" />
          <Bar value={0} of={0} label="まだ始まっていません" />
          <Strip
            cells={cells}
            label="120 のうち 78 を渡しました。断られたもの 1、わからないもの 1。"
          />
        </div>
      </Card>
      <Card heading="Line chart">
        <LineChart
          label="読者は 90 日で 18,662 人から 19,866 人になりました。"
          language={language}
          words={{ at: '日', value: '読者', table: '数字で見る' }}
          points={growth.map((value, index) => ({ at: `11月${index + 1}日`, value }))}
        />
      </Card>
    </>
  );
}

export function WayParts() {
  return (
    <Card heading="Tabs, pager, menu">
      <Tabs
        label="状態"
        tabs={[
          { href: '?', label: 'すべて', count: '48', isCurrent: true },
          { href: '?state=draft', label: '下書き', count: '3', isCurrent: false },
          { href: '?state=sent', label: '配信済み', isCurrent: false },
        ]}
      />
      <div class="actions">
        <Avatar name="花子" />
        <Avatar name="hana@example.com" />
        <Menu label="「夜の図書館」でできること">
          <a href="?copy">写しを作る</a>
          <Button tone="grave" data-opens="part-dialog">
            削除する…
          </Button>
        </Menu>
      </div>
      <Pager
        words={{ label: 'ページ', first: '最初のページへ', next: '次のページ' }}
        first="?"
        next="?cursor=a"
      />
    </Card>
  );
}

export function OverParts({ language }: { language: string }) {
  return (
    <>
      <Card heading="Dialog, toasts, code, skeleton">
        <div class="rows">
          <div class="actions">
            <Button type="button" data-opens="part-dialog">
              ダイアログを開く
            </Button>
          </div>
          <Toast language={language}>保存しました。</Toast>
          <Toast tone="bad" language={language}>
            サーバーにつながりません。何も変わっていません。
          </Toast>
          <Code
            id="part-code"
            language={language}
            text={
              '<form action="https://digest.example.com/subscribe" method="post">\n  …\n</form>'
            }
          />
          <Skeleton language={language} />
        </div>
      </Card>
      <Dialog id="part-dialog" heading="「週末の読みもの」を削除しますか？" language={language}>
        <p>読者 1,204 人の登録も消えます。元には戻せません。</p>
        <div class="actions">
          <Button tone="grave">1,204 人の登録ごと削除する</Button>
          <Button tone="quiet" type="button" data-closes="">
            やめる
          </Button>
        </div>
      </Dialog>
    </>
  );
}
