// Small files as other services export them, with their documented headings, and who should become what.

import type { SubscriptionStatus } from '../../../src/audience/fields.ts';

interface FormatFile {
  service: string;
  /** `format` of the import: its name where the file is recognised as a whole. */
  format: string;
  lines: readonly string[];
  /** The state of each row in its order, where the request says confirmed. */
  states: readonly SubscriptionStatus[];
  /** The name of the first person, where the file has one. */
  name?: string;
}

const [stays, waits, left] = ['confirmed', 'pending', 'unsubscribed'] as const;

export const formatFiles: readonly FormatFile[] = [
  {
    service: 'Mailchimp',
    format: 'Mailchimp',
    lines: [
      'Email Address,First Name,Last Name,City,MEMBER_RATING,OPTIN_TIME,CONFIRM_TIME,UNSUB_TIME,CLEAN_TIME,TIMEZONE,UNSUB_REASON,LEID,EUID,TAGS',
      'a@example.com,花子,佐藤,Osaka,3,2026-01-01 10:00:00,2026-01-01 10:01:00,,,Asia/Tokyo,,1,x,',
      'b@example.com,Ben,Lee,,2,2026-01-01 10:00:00,2026-01-01 10:01:00,2026-02-01 10:00:00,,,N/A,2,y,',
      'c@example.com,Cy,,,2,2026-01-01 10:00:00,2026-01-01 10:01:00,,2026-02-01 10:00:00,,,3,z,',
    ],
    states: [stays, left, left],
    name: '佐藤 花子',
  },
  {
    service: 'Substack',
    format: 'Substack',
    lines: [
      'email,active_subscription,expiry,plan,email_disabled,created_at,first_payment_at',
      'a@example.com,true,2027-01-01,yearly,false,2026-01-01,2026-01-01',
      'b@example.com,false,,other,true,2026-01-01,',
      'c@example.com,false,,other,false,2026-01-01,',
    ],
    states: [stays, left, stays],
  },
  {
    service: 'Ghost',
    format: 'Ghost',
    lines: [
      'id,email,name,note,subscribed_to_emails,complimentary_plan,stripe_customer_id,created_at,deleted_at,labels,tiers',
      '1,a@example.com,Ann Lee,"met in\nOsaka",true,false,,2026-01-01,,,',
      '2,b@example.com,Ben,,false,false,,2026-01-01,,,',
      '3,c@example.com,Cy,,true,false,,2026-01-01,2026-03-01T09:00:00.000Z,,',
    ],
    states: [stays, left, left],
    name: 'Ann Lee',
  },
  {
    service: 'Kit',
    format: 'Kit',
    lines: [
      'id,email,first_name,status,created_at,tags',
      '1,a@example.com,Ann,Confirmed,2026-01-01,',
      '2,b@example.com,Ben,unconfirmed,2026-01-01,',
      '3,c@example.com,Cy,Cancelled,2026-01-01,',
      '4,d@example.com,Di,Cold,2026-01-01,',
      '5,e@example.com,Ed,Bounced,2026-01-01,',
      '6,f@example.com,Fay,Complained,2026-01-01,',
    ],
    states: [stays, waits, left, stays, left, left],
    name: 'Ann',
  },
  {
    service: 'beehiiv',
    format: 'beehiiv',
    lines: [
      'id,email,status,created_at,subscription_tier,utm_source,referral_code',
      'sub_1,a@example.com,active,2026-01-01,free,x,r1',
      'sub_2,b@example.com,inactive,2026-01-01,free,,r2',
      'sub_3,c@example.com,validating,2026-01-01,free,,r3',
      'sub_4,d@example.com,invalid,2026-01-01,free,,r4',
      'sub_5,e@example.com,pending,2026-01-01,premium,,r5',
    ],
    states: [stays, left, waits, left, waits],
  },
  {
    service: 'Buttondown',
    format: 'Buttondown',
    lines: [
      'id,email_address,type,creation_date,metadata,tags,notes',
      '1,a@example.com,regular,2026-01-01,"{""city"": ""Osaka"", ""id"": 9007199254740993}",,',
      '2,b@example.com,unsubscribed,2026-01-01,,,',
      '3,c@example.com,unactivated,2026-01-01,,,',
      '4,d@example.com,premium,2026-01-01,,,',
      '5,e@example.com,complained,2026-01-01,,,',
      '6,f@example.com,undeliverable,2026-01-01,,,',
    ],
    states: [stays, left, waits, stays, left, left],
  },
  {
    service: 'listmonk',
    format: 'listmonk',
    lines: [
      'uuid,email,name,attributes,status,created_at,updated_at',
      '1f,a@example.com,Ann Lee,"{""city"": ""Osaka"", ""age"": 30}",enabled,2026-01-01,2026-01-01',
      '2f,b@example.com,Ben,{},blocklisted,2026-01-01,2026-01-01',
      '3f,c@example.com,Cy,{},disabled,2026-01-01,2026-01-01',
    ],
    states: [stays, left, left],
    name: 'Ann Lee',
  },
  {
    service: 'MailerLite',
    format: 'MailerLite',
    lines: [
      'Subscriber,Status,Sent,Opens,Clicks,Subscribed,Location,Name,Last name',
      'a@example.com,Active,10,4,1,2026-01-01 10:00:00,Japan,Ann,Lee',
      'b@example.com,Unsubscribed,10,4,1,2026-01-01 10:00:00,,Ben,',
      'c@example.com,Unconfirmed,0,0,0,,,Cy,',
      'd@example.com,Bounced,1,0,0,2026-01-01 10:00:00,,Di,',
      'e@example.com,Junk,1,0,0,2026-01-01 10:00:00,,Ed,',
    ],
    states: [stays, left, waits, left, left],
    name: 'Ann Lee',
  },
  {
    service: 'Sendy',
    format: 'own',
    lines: [
      '"Name","Email","Birthday","Status"',
      '"Ann Lee","a@example.com","","Subscribed"',
      '"Ben","b@example.com","","Unsubscribed"',
      '"Cy","c@example.com","","Unconfirmed"',
      '"Di","d@example.com","","Bounced"',
      '"Ed","e@example.com","","Soft bounced"',
      '"Fay","f@example.com","","Marked as spam"',
    ],
    states: [stays, left, waits, left, left, left],
    name: 'Ann Lee',
  },
  {
    service: 'ブラストメール',
    format: 'ブラストメール',
    lines: [
      '登録日,E-Mail,氏名,エラー回数,状態',
      '2026/01/01 10:00:00,a@example.com,佐藤　花子,0,配信中',
      '2026/01/01 10:00:00,b@example.com,山﨑 健,0,配信停止',
      '2026/01/01 10:00:00,c@example.com,髙田 舞,5,エラー停止',
      '2026/01/01 10:00:00,d@example.com,井上 明,0,解除',
    ],
    states: [stays, left, left, left],
    name: '佐藤 花子',
  },
  {
    service: 'CREA MAIL',
    format: 'own',
    lines: [
      'メールアドレス,姓,名,購読状態,状態,登録日時',
      'a@example.com,佐藤,花子,購読中,正常,2026-01-01 10:00:00',
      'b@example.com,山﨑,健,解除済み,正常,2026-01-01 10:00:00',
      'c@example.com,髙田,舞,購読中,エラー,2026-01-01 10:00:00',
    ],
    states: [stays, left, left],
    name: '佐藤 花子',
  },
  {
    service: 'EC-CUBE',
    format: 'own',
    lines: [
      '会員ID,お名前(姓),お名前(名),お名前(セイ),お名前(メイ),メールアドレス,会員ステータス(名称),メルマガ',
      '1,佐藤,花子,サトウ,ハナコ,a@example.com,本会員,受け取る',
      '2,山﨑,健,ヤマザキ,ケン,b@example.com,本会員,希望しない',
      '3,髙田,舞,タカダ,マイ,c@example.com,仮会員,受け取る',
      '4,井上,明,イノウエ,アキラ,d@example.com,退会,受け取る',
    ],
    states: [stays, left, waits, left],
    name: '佐藤 花子',
  },
];
