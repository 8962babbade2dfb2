// What the checks of `GET /api/health` say, in Japanese, by the English sentence of the API.

/** `{name}` stands for what the sentence says there. */
export const health: Readonly<Record<string, string>> = {
  // The key, the webhook.
  'The Resend API key has full access.': 'Resend の API キーは、すべての操作ができます。',
  'The Resend API key may send and nothing else: events that were missed are not fetched, nobody asks about mail of unknown outcome, templates are not hosted, and domain and webhook cannot be looked at.':
    'Resend の API キーは送信しかできません。届かなかった知らせの取り寄せ、結果の分からないメールの問い合わせ、テンプレートの利用、ドメインと Webhook の点検ができません。',
  'Give RESEND_API_KEY full access at https://resend.com/api-keys.':
    'https://resend.com/api-keys で、RESEND_API_KEY にすべての操作を許してください。',
  'Resend refuses the API key: every send pauses at its first call.':
    'Resend が API キーを拒んでいます。どの配信も、はじめの呼び出しで止まります。',
  'Set RESEND_API_KEY to a key of https://resend.com/api-keys (`npx wrangler secret put`); if it is one, see whether Resend has suspended the account.':
    'RESEND_API_KEY を https://resend.com/api-keys のキーにしてください（`npx wrangler secret put`）。正しいキーなら、Resend がアカウントを止めていないか確かめてください。',
  'Resend gave no clear answer.': 'Resend から、はっきりした答えがありません。',
  'Look again in a minute.': '一分ほどして、もう一度見てください。',
  'RESEND_WEBHOOK_SECRET is not set: no event of Resend is believed.':
    'RESEND_WEBHOOK_SECRET がありません。Resend からの知らせを信じられません。',
  'Set it to the signing secret of the webhook to {endpoint}.':
    '{endpoint} への Webhook の署名用の秘密を設定してください。',
  'Resend did not list its webhooks.': 'Resend から、Webhook の一覧が得られません。',
  'Resend does not list webhooks ({name}).': 'Resend が Webhook の一覧を出しません（{name}）。',
  'The Resend API key may not read webhooks: give it full access.':
    'Resend の API キーでは Webhook を見られません。すべての操作を許してください。',
  'The Resend account has no webhook with our address, …/webhooks/resend at PUBLIC_URL.':
    'Resend のアカウントに、こちら（PUBLIC_URL の …/webhooks/resend）への Webhook がありません。',
  'Resend has disabled the webhook: enable it in the dashboard.':
    'Resend が Webhook を止めています。ダッシュボードで動かしてください。',
  'Those that Resend delivered again did not arrive either: the dashboard shows what its last attempts were answered.':
    'Resend が送り直した知らせも届きません。ダッシュボードで、最近の試みへの応答を見てください。',
  'At https://resend.com/webhooks: {endpoint}, enabled, with {events}.':
    'https://resend.com/webhooks で、{endpoint} を有効にし、{events} を選んでください。',
  'Resend does not say which events the webhook is told.':
    'Webhook に何が知らされるのか、Resend が述べていません。',
  'The webhook is not told of {events}: what becomes of mail is lost.':
    'Webhook に {events} が知らされません。メールがどうなったか分からなくなります。',
  'Add them to its events at https://resend.com/webhooks.':
    'https://resend.com/webhooks で、知らせに加えてください。',
  'The webhook is not told of {events}: opens and clicks stay at 0.':
    'Webhook に {events} が知らされません。開封とクリックは 0 のままです。',
  'Add them at https://resend.com/webhooks, if tracking is on.':
    '計測しているなら、https://resend.com/webhooks で加えてください。',
  'Take email.sent out of its events: it tells nothing new and costs half as much again.':
    'email.sent を知らせから外してください。新しいことは何も分からず、費用が五割増えます。',
  'Resend tells {endpoint} what becomes of mail.':
    'Resend が {endpoint} に、メールがどうなったかを知らせています。',
  // The domain of the sender.
  'Resend has verified {domain}, the domain of {whose}.':
    '{whose} のドメイン {domain} は、Resend で確認済みです。',
  'Resend no longer finds the DNS records of {domain}, the domain of {whose}.':
    '{whose} のドメイン {domain} の DNS レコードを、Resend が見つけられなくなりました。',
  'Set {records} again within three days, or mail stops.':
    '三日のうちに {records} を設定し直してください。さもないとメールが止まります。',
  'Resend has not verified {domain}, the domain of {whose} ({status}).':
    '{whose} のドメイン {domain} は、Resend でまだ確認されていません（{status}）。',
  'Set {records} (their values: GET /api/health, or https://resend.com/domains) and let Resend verify them.':
    '{records} を設定し（値は GET /api/health か https://resend.com/domains に）、Resend に確認させてください。',
  'Set {records} (their values: GET /api/health, or https://resend.com/domains) and let Resend verify them, or set {whose} to an address at {domains}.':
    '{records} を設定し（値は GET /api/health か https://resend.com/domains に）、Resend に確認させてください。または {whose} を {domains} のアドレスにしてください。',
  'its DNS records': 'DNS レコード',
  'the DNS records {records}': 'DNS レコード {records}',
  'the sender of the list {slug}': 'リスト {slug} の差出人',
  'The Resend account has no domain {domain}, the one of {whose}.':
    'Resend のアカウントに、{whose} のドメイン {domain} がありません。',
  'Add it at https://resend.com/domains and set the DNS records it names.':
    'https://resend.com/domains で加え、示される DNS レコードを設定してください。',
  'Add it at https://resend.com/domains and set the DNS records it names, or set {whose} to an address at {domains}.':
    'https://resend.com/domains で加え、示される DNS レコードを設定してください。または {whose} を {domains} のアドレスにしてください。',
  'A subdomain counts as a domain of its own.': 'サブドメインは別のドメインです。',
  'Whether Resend has verified {domain}, the domain of {whose}, cannot be seen: the API key may only send.':
    '{whose} のドメイン {domain} が Resend で確認済みかどうか、見られません。API キーは送信しかできません。',
  'Whether Resend has verified {domain}, the domain of {whose}, cannot be seen: Resend refuses the API key.':
    '{whose} のドメイン {domain} が Resend で確認済みかどうか、見られません。Resend が API キーを拒んでいます。',
  'Whether Resend has verified {domain}, the domain of {whose}, cannot be seen: Resend gave no clear answer.':
    '{whose} のドメイン {domain} が Resend で確認済みかどうか、見られません。はっきりした答えがありません。',
  'Give RESEND_API_KEY full access, or look at https://resend.com/domains.':
    'RESEND_API_KEY にすべての操作を許すか、https://resend.com/domains を見てください。',
  // The address of this site.
  'PUBLIC_URL is {url}, which nobody else can reach.':
    'PUBLIC_URL は {url} で、ほかのだれも開けません。',
  'Set PUBLIC_URL to the https address of this worker.':
    'PUBLIC_URL を、このサーバーの https のアドレスにしてください。',
  'Lead {url} to this worker (`routes` in wrangler.toml), with no firewall, login or redirect before it: every link in a mail, leaving among them, starts there.':
    '{url} を、このサーバーへ導いてください（wrangler.toml の `routes`）。前にファイアウォール、ログイン、転送を置かないこと。メールのリンクは、配信停止も含めて、すべてそこから始まります。',
  '{url} leads elsewhere ({status}).': '{url} は別のところへ転送されます（{status}）。',
  '{url} is answered by something else ({status}).':
    '{url} に、別のものが答えています（{status}）。',
  '{url} is answered by a worker with other SIGNING_KEYS.':
    '{url} に、別の SIGNING_KEYS をもつサーバーが答えています。',
  '{url} did not answer in {seconds} s.': '{url} は {seconds} 秒待っても答えません。',
  '{url} does not answer.': '{url} が答えません。',
  '{url} leads to this worker.': '{url} は、このサーバーにつながっています。',
  // Settings and the database.
  'No postal address is set: no digest goes out.':
    '住所が設定されていません。ダイジェストを送れません。',
  'Set SENDER_ADDRESS.': 'SENDER_ADDRESS を設定してください。',
  'Mails say a postal address.': 'メールに住所が載ります。',
  'ALARM_URL is told when work stands still.': '仕事が止まると、ALARM_URL に知らせます。',
  'Nobody is woken when work stands still.': '仕事が止まっても、だれにも知らされません。',
  'Set ALARM_URL to a webhook.': 'ALARM_URL に Webhook を設定してください。',
  'A SELECT shows what stood there before a write: claims and departures of a minute ago would be believed.':
    '書き込む前の値が読めてしまいます。一分前の受け持ちや退会を、いまのものと信じてしまいます。',
  'Turn the cache off: `npx wrangler hyperdrive update ID --caching-disabled`.':
    'キャッシュを切ってください：`npx wrangler hyperdrive update ID --caching-disabled`',
  'What is written is read at once: no cache stands before the database.':
    '書いたものはすぐ読めます。データベースの前にキャッシュはありません。',
  'Nothing stands before fetching missed events again.':
    '届かなかった知らせを取り寄せるのに、さまたげはありません。',
  'Events of the last two weeks are fetched once it is put right.':
    '直れば、この二週間の知らせを取り寄せます。',
  'Run `npm run db:migrate` as the role of the worker.':
    'サーバーのロールで `npm run db:migrate` を実行してください。',
  'Then let the pooler dial anew.': 'そのあと、プーラーに接続し直させてください。',
  'The database waits for migrations.': 'データベースが移行を待っています。',
  'Sessions of the database are not fit for work: {misfits}.':
    'データベースの接続の設定が合いません：{misfits}',
  '{setting} is {value}': '{setting} が {value}',
  'PostgreSQL {version} over TLS.': 'PostgreSQL {version}（TLS あり）',
  'PostgreSQL {version}, unencrypted.': 'PostgreSQL {version}（暗号化なし）',
  'Take PostgreSQL 14 to 17.': 'PostgreSQL 14 から 17 を使ってください。',
  'Hyperdrive is documented for PostgreSQL up to 17.':
    'Hyperdrive の資料にあるのは PostgreSQL 17 までです。',
  'Let the server take TLS alone, unless a tunnel leads to it.':
    'トンネル越しでなければ、サーバーが TLS だけを受けるようにしてください。',
  // Does the work go on?
  'Work is due and stands still: {still}.': '予定の仕事が止まっています：{still}',
  'a send for {minutes} minutes': '配信（{minutes} 分）',
  'a scheduled send for {minutes} minutes': '予約の配信（{minutes} 分）',
  'a transactional email for {minutes} minutes': 'お知らせメール（{minutes} 分）',
  'an import for {minutes} minutes': '取り込み（{minutes} 分）',
  'Sending is switched off (SENDING=off).': '配信のスイッチが切れています（SENDING=off）。',
  'Nobody can tell whether {count} recipients were mailed.':
    '{count} 人に届けたかどうか分かりません。',
  'They are not mailed again by themselves.': '自動で送り直すことはありません。',
  'Mail was accepted {minutes} minutes ago and no event has come since: look at the webhook at Resend.':
    '{minutes} 分前にメールが受け付けられてから、知らせがありません。Resend の Webhook を見てください。',
  'The last cron tick was {minutes} minutes ago: nothing lost is found again, and no schedule begins.':
    '最後の見回りは {minutes} 分前です。失われたものは見つからず、予約も始まりません。',
  'The oldest work that is due has waited {seconds} s.':
    '予定の仕事で、いちばん長いものは {seconds} 秒待っています。',
  'Nothing that is due waits.': '待っている仕事はありません。',
  'Read the worker’s log for errors.': 'サーバーの記録でエラーを調べてください。',
  'Of every recipient it is known whether they were mailed.':
    'すべての人について、届けたかどうか分かっています。',
  'Wait for webhooks, or decide by POST /api/sends/{id}/resolve.':
    '知らせを待つか、POST /api/sends/{id}/resolve で決めてください。',
  'Events come in for what was accepted.': '受け付けられたメールの知らせが届いています。',
  'Look at the webhook’s last attempts at https://resend.com/webhooks.':
    'https://resend.com/webhooks で、Webhook の最近の試みを見てください。',
  'Look at the cron trigger of the worker (`[triggers]` in wrangler.toml).':
    'サーバーの定時の呼び出し（wrangler.toml の `[triggers]`）を確かめてください。',
  'The cron tick has not come yet.': '見回りは、まだ一度もありません。',
  'The last cron tick was {seconds} s ago.': '最後の見回りは {seconds} 秒前です。',
  'The last cron tick was {seconds} s ago: nothing lost is found again, and no schedule begins.':
    '最後の見回りは {seconds} 秒前です。失われたものは見つからず、予約も始まりません。',
  'No send is at work, so nothing was counted in the last hour.':
    '動いている配信がないので、この一時間は数えていません。',
  'Mail only those who asked for it, and look at where the newest addresses came from.':
    '望んだ人だけに送り、新しいアドレスの出どころを確かめてください。',
  '{share} of all mails of 30 days bounced': '30 日のメールの {share} が戻ってきました',
  '{share} of all readers of 30 days complained': '30 日の読者の {share} が迷惑メールとしました',
  '{what}: every send pauses.': '{what}。どの配信も止まります。',
  '{what}. Resend looks into accounts from 4 % bounces or 0.08 % complaints on, and we stop at 4 % and 0.1 %: mail only those who asked for it, and look at where the newest addresses came from.':
    '{what}。Resend は、不達 4 %、苦情 0.08 % からアカウントを調べます（こちらは 4 % と 0.1 % で止めます）。望んだ人だけに送り、新しいアドレスの出どころを確かめてください。',
  'Of {accepted} mails of 30 days {bounced} bounced, and {complained} readers complained.':
    '30 日のメール {accepted} 通のうち、戻ってきたもの {bounced}、苦情 {complained}。',
  'Sending is on.': '配信のスイッチは入っています。',
  'Sending is switched off (SENDING=off): nothing is planned or mailed.':
    '配信のスイッチが切れています（SENDING=off）。何も準備されず、送られません。',
  'Deploy with SENDING=on when it may go on.':
    '再開してよいときに、SENDING=on で配備してください。',
};
