import type { Refusal, Stage } from './login-outcome.ts';

/** One sentence in both languages, Japanese first. */
export type Text = { ja: string; en: string };

export const TITLES: Record<Stage, Text> = {
  password: { ja: 'サインイン', en: 'Sign in' },
  'new-password': { ja: '新しいパスワードの設定', en: 'Set a new password' },
  totp: { ja: '認証コードの入力', en: 'Enter the authentication code' },
  'totp-setup': { ja: '認証アプリの登録', en: 'Register an authenticator app' },
  reset: { ja: '確認コードによるパスワードの再設定', en: 'Reset the password with a code' },
};

export const REFUSALS: Record<Refusal['code'], Text> = {
  refused: {
    ja: 'ユーザー名またはパスワードが正しくありません。',
    en: 'The user name or the password is not correct.',
  },
  locked: {
    ja: '試行回数が上限を超えました。しばらく待ってからやり直してください。',
    en: 'Too many attempts. Wait a while, then try again.',
  },
  'temporary-password-expired': {
    ja: '仮パスワードの有効期限が切れています。管理者に再発行を依頼してください。',
    en: 'The temporary password has expired. Ask your administrator for a new one.',
  },
  'password-policy': {
    ja: '新しいパスワードが条件を満たしていません。',
    en: 'The new password does not meet the rules.',
  },
  'passwords-differ': {
    ja: '二つの新しいパスワードが一致しません。',
    en: 'The two new passwords differ.',
  },
  'same-password': {
    ja: '現在のパスワードと異なるものにしてください。',
    en: 'Choose a password other than the present one.',
  },
  'code-refused': {
    ja: 'コードが正しくないか、使用済みか、有効期限が切れています。',
    en: 'The code is wrong, already used or expired.',
  },
  restart: {
    ja: '時間が経過したため、最初からやり直してください。',
    en: 'Too much time has passed. Please start again.',
  },
};

export const LABELS = {
  username: { ja: 'ユーザー名', en: 'User name' },
  password: { ja: 'パスワード', en: 'Password' },
  newPassword: { ja: '新しいパスワード', en: 'New password' },
  confirmPassword: { ja: '新しいパスワード(確認)', en: 'New password, again' },
  totp: { ja: '認証アプリの6桁のコード', en: 'Six-digit code of your authenticator app' },
  code: { ja: '届いた確認コード', en: 'Code that you received' },
  submit: { ja: '続ける', en: 'Continue' },
  reset: { ja: '確認コードをお持ちの方', en: 'I have a confirmation code' },
  back: { ja: 'サインインに戻る', en: 'Back to sign-in' },
  secret: { ja: '登録用のキー', en: 'Key to register' },
  openApp: { ja: '認証アプリを開く', en: 'Open the authenticator app' },
  signOut: { ja: 'サインアウトする', en: 'Sign out' },
  stay: { ja: 'サインアウトしない', en: 'Stay signed in' },
} satisfies Record<string, Text>;

export const NOTES = {
  enrol: {
    ja: '認証アプリにこのキーを登録し、表示された6桁のコードを入力してください。',
    en: 'Register this key in your authenticator app and enter the six-digit code that it shows.',
  },
  failed: {
    ja: 'この手続きを続けられません。利用していた画面に戻り、もう一度サインインしてください。',
    en: 'This cannot go on. Return to where you came from and sign in again.',
  },
  signOut: { ja: 'サインアウトしますか。', en: 'Do you want to sign out?' },
  signedOut: { ja: 'サインアウトしました。', en: 'You have signed out.' },
} satisfies Record<string, Text>;
