// An article for models, the answer that is right, and twelve that are wrong.

import { type Answer, completion, sendJson } from './model-server.ts';

const lines = [
  '汐見町とサザン造船は2日、電気で走る渡し船「カモメ丸」を9月から運航すると発表した。サザン造船はミナト電機に電池の製造を委託した。町議会は運賃の値上げを認めていない。',
  '船は一度の充電で38キロ走り、定員は46人だ。これまでの船は軽油を使い、年に約120キロリットルを燃やしていた。町によると、音は半分になる見込みだという。',
  '桟橋には充電の設備が置かれ、夜のうちに電気を入れる。工事は4月に始まり、7月に終わる。港の売店は、工事のあいだも休まずに開いている。',
  '渡し船は島の高校に通う生徒の足でもある。朝の便は6時台に二本あり、生徒は自転車を載せて乗る。島の診療所に通う人のためには、車いすのまま乗れる場所を広げた。',
  '町は船の名を島の小学生から集めた。いちばん多かったのが「カモメ丸」で、次が「アサナギ」だった。式は8月の最後の日曜に開かれ、だれでも見ることができる。',
  '船の整備は町の造船所が受け持ち、技術者がサザン造船で三か月の研修を受ける。電池は十年ほど使えるとされ、役目を終えたものは町の倉庫で電気をためるのに使う予定だ。',
  '島の漁師は波の静かな朝の船を楽しみにしている。観光の案内所では、船の歴史を紹介する展示の準備が進んでいる。古い船は記念に桟橋のわきに残され、子どもたちの遊び場になる。',
  '渡し場の食堂は献立を改め、島の野菜を使った昼の定食を出す。店の主人は船が静かになれば窓を開けて海を眺めてもらえると喜ぶ。祭りの夜には臨時の便も出て、島に渡る人の列が桟橋から通りまで続く。',
  '町の広報は船の絵を募り、選ばれた絵は待合所の壁に飾られる。郵便も船で運ばれ、配達の時刻は変わらない。島の人々は、船が来る音を聞いて夕食の支度を始めたものだと話す。',
];

export const ferry = {
  url: 'https://news.example.com/ferry',
  title: '電気の渡し船、9月に就航',
  text: lines.join('\n'),
};

const stop = '町議会は運賃の値上げを認めていない。';
const range = '船は一度の充電で38キロ走り、定員は46人だ。';
const order = 'サザン造船はミナト電機に電池の製造を委託した。';
const hook = {
  question: '船は一度の充電で何キロ走るのか？',
  answer: '船は一度の充電で38キロ走り、定員は46人だ。',
};

export const right = {
  points: [
    { sentence: 1, text: order },
    { sentence: 2, text: stop },
    { sentence: 3, text: range },
  ],
  hook,
};

/** The right answer but for its first point. */
const withFirst = (sentence: number, text: string) => ({
  points: [{ sentence, text }, ...right.points.filter((point) => point.sentence !== sentence)],
  hook,
});

export const wrongAnswers: readonly { name: string; answer: Answer }[] = [
  { name: 'bad JSON', answer: '{"points": [{"sentence": 1, "text": "サザン造船は' },
  {
    name: 'an invented address',
    answer: withFirst(2, '町議会は運賃の値上げを認めていない。https://kamome.example.org/'),
  },
  {
    name: 'an invented number',
    answer: withFirst(3, '船は一度の充電で58キロ走り、定員は46人だ。'),
  },
  {
    name: 'names swapped',
    answer: withFirst(1, 'ミナト電機はサザン造船に電池の製造を委託した。'),
  },
  { name: 'a negation lost', answer: withFirst(2, '町議会は運賃の値上げを認めている。') },
  {
    name: 'muttering around the JSON',
    answer: `<think>三つ選ぶ。</think>はい、こちらです。\n\`\`\`json\n${JSON.stringify(right)}\n\`\`\`\n以上です。`,
  },
  {
    name: '429 with Retry-After',
    answer: (response) =>
      sendJson(response, 429, { error: { message: 'slow down' } }, { 'retry-after': '1' }),
  },
  { name: 'no answer at all', answer: () => {} },
  {
    name: 'cut in the middle',
    answer: (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '900' });
      response.write('{"choices": [{"message": ');
      setImmediate(() => response.destroy());
    },
  },
  { name: '500', answer: (response) => sendJson(response, 500, { error: { message: 'oh' } }) },
  { name: 'an empty answer', answer: '' },
  {
    name: 'a refusal',
    answer: (response) =>
      sendJson(response, 200, completion(null, { refusal: 'I cannot help with that.' })),
  },
];
