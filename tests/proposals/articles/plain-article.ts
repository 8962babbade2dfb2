// A plain article of a made-up paper, and its page.

export const paragraphs = [
  '汐見町立図書館は今年四月から、週に三日、午後八時から十一時まで開館している。昼に来られない人のために、町が始めた試みだ。',
  '利用者は一年で二倍に増え、四割は二十一歳から三十四歳だった。図書館によると、夜の貸し出しは昼の三倍に達したという。',
  '町は当初、夜の騒音を心配していたが、苦情は一件も寄せられていない。夜勤の三人はいずれも非常勤で、町は新たに二人を募集している。',
  '図書館の窓は港に面していて、船の明かりが見える。読書会は月に二度開かれ、漁師や看護師も通ってくるようになった。',
];

export function article(title: string, canonical: string, texts: readonly string[] = paragraphs) {
  return `<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><title>${title} | 汐見新聞</title>
<link rel="canonical" href="${canonical}"><meta property="og:site_name" content="汐見新聞"></head>
<body><nav><a href="/">トップ</a><a href="/town">町</a></nav>
<article><h1>${title}</h1>${texts.map((text) => `<p>${text}</p>`).join('')}</article></body></html>`;
}

const places = ['港', '学校', '病院', '市場', '神社', '灯台', '公園', '工場', '劇場', '駅'];
const doings = ['屋根を直した', '窓を増やした', '庭を広げた', '看板を替えた', '祭りを開いた'];

/** Long enough for three points: fifty short sentences, each of another thing. */
export const longText = doings
  .map((doing, at) =>
    places
      .map((place, n) => `白波町の${place}は今年、${at * 10 + n + 2}日かけて${doing}。`)
      .join(''),
  )
  .join('\n');
