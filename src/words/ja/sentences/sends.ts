// What stands against a send, in Japanese, by the English sentence of the API.

/** `{name}` stands for what the sentence says there. */
export const sends: Readonly<Record<string, string>> = {
  'The send cannot start; see errors.': '配信を始められません。',
  'The audience is {found} now, not {expected}.':
    '読者はいま {found} 人で、{expected} 人ではありません。',
  'The send would not start.': '配信は始まりません。',
  'Nothing was started.': '何も始めていません。',
  'Nothing was started; look at the estimate and try again.':
    '何も始めていません。人数を見て、もう一度お試しください。',
  'Nobody is left to mail.': '送る相手が残っていません。',
  'There is nobody on these lists.': 'これらのリストには、だれもいません。',
  'Another send of this digest is being planned. Ask again in a moment.':
    'このダイジェストの別の配信を準備しています。少しして、もう一度お試しください。',
  'Send {id} does exactly this and is {status}: nothing was started. Change or cancel that one if you want something else.':
    'まったく同じ配信（{id}）がもうあります。何も始めていません。別のことをしたければ、そちらを変えるか取り消してください。',
  'The digest is in “{digest}”, the list “{list}” in “{language}”.':
    'ダイジェストの言語は {digest}、リスト「{list}」の言語は {language} です。',
  'After the last day of the warm-up nothing is capped: {recipients} mails go out on {day}. Narrow the first sends by a segment, if that is a leap.':
    'ならしの最終日を過ぎると上限がなくなり、{day} に {recipients} 通が出ます。急に増えるようなら、はじめの配信をセグメントで絞ってください。',
  '{domain} is warm by now: no day is capped.':
    '{domain} のならしは終わっています。一日の上限はありません。',
  '{domain} is being warmed up ({days} days so far): without `warmUp` everybody is mailed at once.':
    '{domain} はならしの途中です（{days} 日目）。このままでは全員に一度に送ります。',
  'There is no list “{slug}”. GET /api/lists names them.': 'リスト「{slug}」はありません。',
  'There is no such digest with such a revision.': 'そのようなダイジェストの版はありません。',
  'Only for a send without `scheduledAt`, which waits anyway.':
    '予約した配信は、もともと待ちます。',
  'Write ISO 8601 with an offset (2026-12-01T08:00:00+09:00), or a local time together with `timezone`.':
    '日付と時刻を書いてください。',
  'Write a local time without an offset, such as 2026-12-01T08:00:00.':
    '読者それぞれの時刻として、日付と時刻を書いてください。',
  'This local time does not exist in that zone: clocks skip it.':
    'その地域に、この時刻はありません（夏時間で飛ばされます）。',
  'This moment has passed.': 'この時刻はもう過ぎています。',
  'At most a year ahead.': '一年先までです。',
  'Only together with the timezone `recipient`.': '読者それぞれの時刻のときだけ使えます。',
  'For readers in {zone}: {problem}': '{zone} の読者について：{problem}',
  'Needed together with a time zone.': '日付と時刻も要ります。',
  'A send that is {status} cannot be changed.': 'いまの状態（{status}）の配信は変えられません。',
  'A send that is {status} and has begun cannot be changed.':
    'もう始まった配信（{status}）は変えられません。',
  'A send that is {status} cannot be {done}.': 'いまの状態（{status}）の配信には、できません。',
  'No recipient was rejected for a reason that may pass.':
    '時がたてば届きそうな理由で断られた人はいません。',
  'The outcome of no recipient of this send is unknown.':
    'この配信に、届けたかどうか分からない人はいません。',
};
