// The words around a digest and in letters, in Japanese and English, and how days are written.
import { isJapanese } from './theme.ts';

/** What a mail calls itself where nobody has named it. */
export const productName = 'Chrysanthemum Digest';

export const letterKinds = [
  'confirm',
  'address-change',
  'preferences',
  'welcome',
  // For editors: its words and its look are agreed, nothing sends it before they can sign in.
  'sign-in',
] as const;
export type LetterKind = (typeof letterKinds)[number];

export interface LetterWords {
  subject(brand: string): string;
  heading: string;
  /** `lists` is already joined; empty where the letter is not about a list. */
  body(brand: string, lists: string): string;
  action: string;
  /** What happens to the link, and to a reader who did not ask for it. */
  aside: string;
}

export interface Words {
  /** The language these words are in. */
  language: string;
  viewInBrowser: string;
  /** The first way out, at the top; its words differ from those of the footer's. */
  leaveAtTop: string;
  leave: string;
  preferences: string;
  contact: string;
  editor: string;
  question: string;
  answer: string;
  points: string;
  readMore(title: string): string;
  sourceOf: string;
  picture: string;
  conclusion: string;
  colon: string;
  whyYouGetThis: string;
  list: string;
  recipient: string;
  sender: string;
  joinLists(names: readonly string[]): string;
  buttonFallback: string;
  letters: Record<LetterKind, LetterWords>;
}

/** UI words for a language: Japanese, and English for every other. */
export function wordsFor(language: string): Words {
  return isJapanese(language) ? ja : en;
}

/** `2026-10-02` as 2026年10月2日 or October 2, 2026, by the conventions of `language`. */
export function formatDay(day: string, language: string): string {
  let format = dayFormats.get(language);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
    dayFormats.set(language, format);
  }
  return format.format(new Date(`${day}T00:00:00Z`));
}

/** Building one costs more than rendering a section. */
const dayFormats = new Map<string, Intl.DateTimeFormat>();

const ja: Words = {
  language: 'ja',
  viewInBrowser: 'ブラウザで読む',
  leaveAtTop: '配信停止',
  leave: '配信を停止する',
  preferences: '受信設定を変える',
  contact: 'お問い合わせ',
  editor: '編集部',
  question: '問い',
  answer: '答え',
  points: '要点',
  readMore: (title) => `さらに読む：${title}`,
  sourceOf: '出典',
  picture: '画像：',
  conclusion: '結論！',
  colon: '：',
  whyYouGetThis: '配信に登録された方へお送りしています。',
  list: '配信',
  recipient: 'お届け先',
  sender: '発行',
  joinLists: (names) => names.map((name) => `「${name}」`).join(''),
  buttonFallback: 'ボタンが使えないときは、このアドレスをブラウザで開いてください。',
  letters: {
    confirm: {
      subject: (brand) => `登録の確認をお願いします：${brand}`,
      heading: 'あと一歩で届きます',
      body: (brand, lists) =>
        `${brand}の${lists}への登録を受け付けました。ご本人の登録であることを、下のボタンで確かめさせてください。`,
      action: '登録を確認する',
      aside:
        'このリンクは7日間使えます。心当たりがなければ、何もしないでください。確認されない登録は消え、配信は始まりません。',
    },
    'address-change': {
      subject: (brand) => `新しいアドレスの確認をお願いします：${brand}`,
      heading: 'このアドレスに切り替えます',
      body: (brand) =>
        `${brand}の届け先を、このメールアドレスに変える申し込みがありました。よろしければ、下のボタンで確認してください。`,
      action: 'アドレスを変更する',
      aside:
        'このリンクは7日間使えます。心当たりがなければ、何もしないでください。確認されるまで、届け先は変わりません。',
    },
    preferences: {
      subject: (brand) => `受信設定のリンク：${brand}`,
      heading: '受信設定はこちらから',
      body: (brand) =>
        `${brand}の受信設定を、下のボタンから開けます。配信の選択、お休み、アドレスの変更、記録の確認や削除ができます。`,
      action: '受信設定を開く',
      aside:
        'リンクはほかの人に渡さないでください。心当たりがなければ、何もしないでください。何も変わりません。',
    },
    welcome: {
      subject: (brand) => `ようこそ：${brand}`,
      heading: 'これからお届けします',
      body: (brand, lists) =>
        `${brand}の${lists}への登録が終わりました。次の号から、このアドレスにお届けします。これまでの号は、いつでも読めます。`,
      action: 'これまでの号を読む',
      aside:
        '配信の停止や設定の変更は、お届けするメールの上と下にあるリンクから、いつでもできます。',
    },
    'sign-in': {
      subject: (brand) => `サインインのリンク：${brand}`,
      heading: 'サインインはこちらから',
      body: (brand) => `${brand}の編集画面に、下のボタンから入れます。`,
      action: 'サインインする',
      aside:
        'このリンクは15分間、一度だけ使えます。心当たりがなければ、何もしないでください。リンクを使わないかぎり、何も起こりません。',
    },
  },
};

const en: Words = {
  language: 'en',
  viewInBrowser: 'Read in your browser',
  leaveAtTop: 'Unsubscribe',
  leave: 'Unsubscribe from this list',
  preferences: 'Change your preferences',
  contact: 'Contact us',
  editor: 'Editor',
  question: 'Question',
  answer: 'Answer',
  points: 'Key points',
  readMore: (title) => `Read on: ${title}`,
  sourceOf: 'Source',
  picture: 'Picture: ',
  conclusion: 'In conclusion',
  colon: ': ',
  whyYouGetThis: 'You get this mail because you signed up for it.',
  list: 'List',
  recipient: 'Sent to',
  sender: 'Published by',
  joinLists: (names) => new Intl.ListFormat('en').format(names.map((name) => `“${name}”`)),
  buttonFallback: 'If the button does not work, open this address in your browser.',
  letters: {
    confirm: {
      subject: (brand) => `Please confirm your subscription to ${brand}`,
      heading: 'One step to go',
      body: (brand, lists) =>
        `Somebody, we hope you, signed this address up for ${lists} of ${brand}. Please confirm with the button below that it was you.`,
      action: 'Confirm my subscription',
      aside:
        'This link works for 7 days. If you did not sign up, do nothing: an unconfirmed sign-up is deleted, and no mail will follow.',
    },
    'address-change': {
      subject: (brand) => `Please confirm your new address for ${brand}`,
      heading: 'Your mail, at this address',
      body: (brand) =>
        `Somebody, we hope you, asked to have ${brand} sent to this address from now on. Please confirm the change with the button below.`,
      action: 'Use this address',
      aside:
        'This link works for 7 days. If you did not ask for this, do nothing: without your answer nothing changes.',
    },
    preferences: {
      subject: (brand) => `Your preferences: ${brand}`,
      heading: 'The link you asked for',
      body: (brand) =>
        `The button opens your preferences for ${brand}: choose lists, pause, change your address, and read or delete what we hold about you.`,
      action: 'Open my preferences',
      aside:
        'Please keep the link to yourself. If you did not ask for it, do nothing: nothing has changed.',
    },
    welcome: {
      subject: (brand) => `Welcome to ${brand}`,
      heading: 'You are on the list',
      body: (brand, lists) =>
        `You are now subscribed to ${lists} of ${brand}. The next issue will come to this address; until then, the earlier ones are there to read.`,
      action: 'Read earlier issues',
      aside:
        'Each mail has a link at its top and at its end to unsubscribe or to change what you get.',
    },
    'sign-in': {
      subject: (brand) => `Your sign-in link for ${brand}`,
      heading: 'Come on in',
      body: (brand) => `The button below opens the editors’ desk of ${brand}.`,
      action: 'Sign in',
      aside:
        'This link works once, for 15 minutes. If you did not ask for it, do nothing: unless it is used, nothing happens.',
    },
  },
};
