// Does the work go on? Of what the alarms look at, the account's mail and the switch, a line each.

import type { AlarmFacts } from '../watch/alarm-queries.ts';
import { type Alarm, alarmAges, findAlarms } from '../watch/alarms.ts';
import { describeAccount, findAccountWarning } from '../watch/health.ts';
import type { AccountHealth } from '../watch/health-queries.ts';
import { bad, type Finding, type HealthCheck, well } from './health-check.ts';

/** `tickAge`: seconds since the last cron tick; null if there was none yet. */
export function describeWork(
  facts: AlarmFacts,
  isOn: boolean,
): Pick<HealthCheck, 'id' | 'status' | 'detail' | 'help'>[] {
  const alarms = findAlarms(facts, isOn);
  const line = (id: string, name: Alarm['name'], fine: string, help: string, isError = false) => {
    const alarm = alarms.find((one) => one.name === name);
    const finding = alarm ? bad(isError ? 'error' : 'warning', alarm.text, help) : well(fine);
    return { id, ...finding };
  };
  const oldest = Math.max(
    ...[facts.sendAge, facts.scheduleAge, facts.letterAge, facts.importAge].map((age) => age ?? 0),
  );
  const due =
    oldest > 0
      ? `The oldest work that is due has waited ${Math.floor(oldest)} s.`
      : 'Nothing that is due waits.';
  return [
    line('due_work', 'work_stands_still', due, 'Read the worker’s log for errors.', true),
    line(
      'unknown_recipients',
      'unknown_recipients',
      'Of every recipient it is known whether they were mailed.',
      'Wait for webhooks, or decide by POST /api/sends/{id}/resolve.',
    ),
    line(
      'webhook_events',
      'silent_webhook',
      'Events come in for what was accepted.',
      'Look at the webhook’s last attempts at https://resend.com/webhooks.',
    ),
  ];
}

export function describeTick(age: number | null): Finding {
  const help = 'Look at the cron trigger of the worker (`[triggers]` in wrangler.toml).';
  if (age === null) return bad('unknown', 'The cron tick has not come yet.', help);
  const ago = `The last cron tick was ${Math.floor(age)} s ago`;
  if (age <= alarmAges.tick) return well(`${ago}.`);
  return bad('error', `${ago}: nothing lost is found again, and no schedule begins.`, help);
}

/** `account`: as counted within the last hour; null while no send waits or is at work. */
export function describeMail(account: AccountHealth | null): Finding {
  if (account === null) return well('No send is at work, so nothing was counted in the last hour.');
  const help =
    'Mail only those who asked for it, and look at where the newest addresses came from.';
  const worst = describeAccount(account, 'pause');
  if (worst !== null) return bad('error', `${worst}: every send pauses.`, help);
  const warning = findAccountWarning(account);
  if (warning !== null) return bad('warning', warning, help);
  const { accepted, bounced, complained } = account;
  return well(
    `Of ${accepted} mails of 30 days ${bounced} bounced, and ${complained} readers complained.`,
  );
}

export function describeSwitch(isOn: boolean): Finding {
  if (isOn) return well('Sending is on.');
  const detail = 'Sending is switched off (SENDING=off): nothing is planned or mailed.';
  return bad('warning', detail, 'Deploy with SENDING=on when it may go on.');
}
