import type { Outcome, Refusal, Stage } from './login-outcome.ts';
import type { Text } from './page-texts.ts';
import { LABELS, NOTES, REFUSALS, TITLES } from './page-texts.ts';
import type { Page } from './pages.ts';
import { bilingual, errorBox, escapeHtml } from './pages.ts';
import { totpUri } from './totp.ts';

type Field = { name: string; label: Text; attributes: string };

const USERNAME: Field = {
  name: 'username',
  label: LABELS.username,
  attributes: 'autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="128"',
};
const NEW_PASSWORDS: Field[] = [
  { name: 'newPassword', label: LABELS.newPassword, attributes: 'type="password" autocomplete="new-password"' },
  { name: 'confirmPassword', label: LABELS.confirmPassword, attributes: 'type="password" autocomplete="new-password"' },
];
const ONE_TIME = 'inputmode="numeric" autocomplete="one-time-code"';
const TOTP: Field = { name: 'code', label: LABELS.totp, attributes: ONE_TIME };

const FIELDS: Record<Stage, Field[]> = {
  password: [
    USERNAME,
    { name: 'password', label: LABELS.password, attributes: 'type="password" autocomplete="current-password"' },
  ],
  'new-password': NEW_PASSWORDS,
  totp: [TOTP],
  'totp-setup': [TOTP],
  reset: [USERNAME, { name: 'code', label: LABELS.code, attributes: ONE_TIME }, ...NEW_PASSWORDS],
};

export type LoginPage = {
  /** The path that the form is sent to. */
  action: string;
  clientName: string;
  outcome: Extract<Outcome, { stage: Stage }>;
  /** Shown in the user-name field: what was typed, or the application's hint. */
  username: string;
  formTargets: string[];
};

const STATUS: Partial<Record<Refusal['code'], number>> = { locked: 429, refused: 401, 'code-refused': 401 };

/** One page per stage, the same form each time; `data-step` and `data-code` are for programs. */
export function loginPage({ action, clientName, outcome, username, formTargets }: LoginPage): Page {
  const { stage, refusal, enrolment } = outcome;
  const status = refusal ? (STATUS[refusal.code] ?? 400) : 200;
  const fields = FIELDS[stage].map((field, index) => fieldHtml(field, { username, refusal, isFirst: index === 0 }));
  const parts = [
    `<p>${escapeHtml(clientName)}</p>`,
    refusal ? errorBox(sentence(refusal), refusal.code) : '',
    enrolment ? enrolmentHtml(enrolment) : '',
    `<form method="post" action="${escapeHtml(action)}" data-step="${stage}">`,
    `<input type="hidden" name="step" value="${stage}">`,
    ...fields,
    `<button>${bilingual(LABELS.submit)}</button></form>`,
    linkHtml(stage, action),
  ];
  return { title: TITLES[stage], status, hasError: refusal !== undefined, formTargets, body: parts.join('\n') };
}

function sentence({ code, ja, en }: Refusal): Text {
  const base = REFUSALS[code];
  return ja && en ? { ja: `${base.ja}${ja}`, en: `${base.en} ${en}` } : base;
}

type FieldState = { username: string; refusal: Refusal | undefined; isFirst: boolean };

function fieldHtml({ name, label, attributes }: Field, { username, refusal, isFirst }: FieldState): string {
  const value = name === 'username' ? ` value="${escapeHtml(username)}"` : '';
  const invalid = refusal ? ' aria-invalid="true" aria-describedby="error"' : '';
  const focus = isFirst && !refusal ? ' autofocus' : '';
  return `<label for="${name}">${bilingual(label)}</label><input id="${name}" name="${name}" required ${attributes}${value}${invalid}${focus}>`;
}

function enrolmentHtml({ username, secret }: { username: string; secret: string }): string {
  return `<p>${bilingual(NOTES.enrol)}</p><dl><dt>${bilingual(LABELS.secret)}</dt><dd><code id="secret">${escapeHtml(secret)}</code></dd></dl>
<p><a href="${escapeHtml(totpUri(username, secret))}">${bilingual(LABELS.openApp)}</a></p>`;
}

function linkHtml(stage: Stage, action: string): string {
  if (stage === 'password') return `<p><a href="${escapeHtml(action)}?step=reset">${bilingual(LABELS.reset)}</a></p>`;
  return stage === 'reset' ? `<p><a href="${escapeHtml(action)}">${bilingual(LABELS.back)}</a></p>` : '';
}
