// The preference page: plain forms, one for each thing a person may change.

import { dayIn } from '../../../base/time-zone.ts';
import { formatDay } from '../../../words/day.ts';
import { uiLanguages, wordsFor } from '../../../words/words.ts';
import { nameLanguage } from '../../ui/language.ts';
import { type Frame, Layout } from '../../ui/layout.tsx';
import { Facts, Notice } from '../../ui/notice.tsx';
import { Lists } from './lists.tsx';
import { Button, type KnownPreferences, Part, type PreferenceAction, type Shown } from './part.tsx';

/** What has just been done, told once at the top of the page. */
export type Done = 'saved' | 'paused' | 'resumed' | 'asked' | 'left';

interface PreferencesPageProps extends Frame {
  preferences: KnownPreferences;
  done: Done | null;
  /** A field that could not be taken, with what was written into it. */
  wrong: { field: 'name' | 'address' | 'timezone' | 'language'; value: string } | null;
}

export function PreferencesPage({ preferences, done, wrong, ...frame }: PreferencesPageProps) {
  const { preferences: words, labels, wrong: complaints } = wordsFor(frame.language);
  return (
    <Layout {...frame} title={words.heading} isPrivate>
      <div class="sheet notice settings">
        <h1>{words.heading}</h1>
        {done ? (
          <p class="flash" role="status">
            {words.done[done]}
          </p>
        ) : null}
        {wrong ? (
          <p class="bad" role="alert">
            {complaints[wrong.field]}
          </p>
        ) : null}
        {preferences.mailable ? null : <p class="bad">{words.notMailable}</p>}
        <Facts facts={[[labels.address, preferences.email]]} />
        <Lists preferences={preferences} words={words} />
        <Profile preferences={preferences} words={words} wrong={wrong} />
        <Pause
          preferences={preferences}
          words={words}
          language={frame.language}
          zone={preferences.listZone ?? frame.site.timezone}
        />
        <Part heading={words.newAddress} lead={words.newAddressLead} action="address">
          <div class="field">
            <label for="address">{words.newAddressLabel}</label>
            <input
              id="address"
              name="address"
              type="email"
              autocomplete="email"
              required
              maxlength={254}
              value={wrong?.field === 'address' ? wrong.value : ''}
              {...(wrong?.field === 'address' ? { 'aria-invalid': 'true' as const } : {})}
            />
          </div>
          <Button label={words.changeAddress} tone="quiet" />
        </Part>
        <Part heading={words.leave} lead={words.leaveLead} action="leave">
          <Button label={words.leaveAll} tone="quiet" />
        </Part>
        <Part heading={words.data} lead={words.dataLead} action="download">
          <Button label={words.download} tone="quiet" />
        </Part>
        <Part heading={words.erase} lead={words.eraseLead} action="erase">
          <Button label={words.eraseMe} tone="grave" />
        </Part>
      </div>
    </Layout>
  );
}

/** Asks once more before everything is deleted. */
export function ErasePage({ token, email, ...frame }: Frame & { token: string; email: string }) {
  const { preferences: words, labels } = wordsFor(frame.language);
  return (
    <Notice {...frame} heading={words.eraseAsk} lines={words.eraseAskLines}>
      <Facts facts={[[labels.address, email]]} />
      <form method="post" action={`/preferences/${token}`}>
        <input type="hidden" name="do" value={'erase-now' satisfies PreferenceAction} />
        <Button label={words.eraseNow} tone="grave" />
        <p>
          <a href={`/preferences/${token}`}>{words.keep}</a>
        </p>
      </form>
    </Notice>
  );
}

export function ErasedPage(frame: Frame) {
  const words = wordsFor(frame.language).preferences;
  return <Notice {...frame} heading={words.erased} lines={words.erasedLines} />;
}

/** Behind a link that was mailed to an address before: it leads on, and shows nothing. */
export function StalePreferencesPage({ left, ...frame }: Frame & { left: boolean }) {
  const words = wordsFor(frame.language).preferences;
  return (
    <Layout {...frame} title={words.stale} isPrivate>
      <div class="sheet notice settings">
        <h1>{words.stale}</h1>
        {left ? (
          <p class="flash" role="status">
            {words.done.left}
          </p>
        ) : null}
        <Part heading={words.link} lead={words.linkLead} action="link">
          <Button label={words.sendLink} />
        </Part>
        <Part heading={words.leave} lead={words.leaveLead} action="leave">
          <Button label={words.leaveAll} tone="quiet" />
        </Part>
      </div>
    </Layout>
  );
}

export function UnknownPreferencesPage(frame: Frame) {
  const words = wordsFor(frame.language).preferences;
  return <Notice {...frame} heading={words.unknown} lines={words.unknownLines} />;
}

function Profile({ preferences, words, wrong }: Shown & Pick<PreferencesPageProps, 'wrong'>) {
  const { language, timezone } = preferences;
  const ours: readonly string[] = uiLanguages;
  const choices = language === null || ours.includes(language) ? ours : [...ours, language];
  return (
    <Part heading={words.profile} action="profile">
      <div class="field">
        <label for="name">{words.name}</label>
        <input
          id="name"
          name="name"
          type="text"
          autocomplete="name"
          maxlength={200}
          value={wrong?.field === 'name' ? wrong.value : (preferences.name ?? '')}
          {...(wrong?.field === 'name' ? { 'aria-invalid': 'true' as const } : {})}
        />
      </div>
      <div class="field">
        <label for="language">{words.language}</label>
        <select id="language" name="language">
          <option value="">{words.unsaid}</option>
          {choices.map((tag) => (
            <option value={tag} selected={tag === language}>
              {ours.includes(tag) ? nameLanguage(tag) : tag}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="timezone">{words.timezone}</label>
        <select id="timezone" name="timezone">
          <option value="">{words.unsaid}</option>
          {listZones(timezone).map((zone) => (
            <option selected={zone === timezone}>{zone}</option>
          ))}
        </select>
      </div>
      <Button label={words.saveProfile} />
    </Part>
  );
}

/** All zones the runtime knows; the person's own is among them whatever its spelling. */
function listZones(own: string | null): string[] {
  const zones = Intl.supportedValuesOf('timeZone');
  return own === null || zones.includes(own) ? zones : [own, ...zones];
}

function Pause({ preferences, words, language, zone }: Shown & { language: string; zone: string }) {
  const { pausedUntil } = preferences;
  if (pausedUntil) {
    const day = formatDay(dayIn(zone, pausedUntil), language);
    return (
      <Part heading={words.pause} lead={words.pausedUntil(day)} action="resume">
        <Button label={words.resume} />
      </Part>
    );
  }
  return (
    <Part heading={words.pause} lead={words.pauseLead} action="pause">
      <div class="field">
        <label for="days">{words.pauseFor}</label>
        <select id="days" name="days">
          {Object.entries(words.pauses).map(([days, label]) => (
            <option value={days}>{label}</option>
          ))}
        </select>
      </div>
      <Button label={words.pauseNow} tone="quiet" />
    </Part>
  );
}
