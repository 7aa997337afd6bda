import type { Figure, Section, Table } from '../report/figures.ts';
import { accountOf } from './region.ts';
import { SIGN_IN_BUTTON, signInOn } from './sign-in.ts';
import type { Stage } from './stage.ts';
import { type Transfer, Transfers } from './transfers.ts';

const BUDGET_KB = 150;
const PERSON = 'test-clinic.doctor';

/** What a browser with an empty cache loads until the first screen stands, file by file. */
export async function* firstView(stage: Stage): Section {
  const page = await stage.newPage();
  const transfers = await Transfers.of(page);
  await page.goto('/');
  await page.getByRole('button', { name: SIGN_IN_BUTTON }).waitFor();
  await transfers.quiet();
  const signIn = transfers.take();
  await signInOn(page, accountOf(stage.place, PERSON));
  await transfers.quiet();
  const rest = transfers.take();
  await page.context().close();
  yield table(signIn, [...signIn, ...rest]);
}

/** The font, and the list of its parts by letters (`fonts-*.css`), which holds nothing else. */
const isFont = ({ kind, url }: Transfer): boolean => kind === 'Font' || /\/fonts-[\w-]+\.css$/.test(url);
const isApi = ({ url }: Transfer): boolean => new URL(url).pathname.startsWith('/v1/');
/** The sign-in service's own pages, which are Cognito's in the cloud. */
const isSignIn = ({ url }: Transfer): boolean => /^\/(login|oauth2|\.well-known)/.test(new URL(url).pathname);
const isOurs = (transfer: Transfer): boolean => !isFont(transfer) && !isApi(transfer) && !isSignIn(transfer);

const kilobytes = (transfers: readonly Transfer[]): number =>
  transfers.reduce((sum, { bytes }) => sum + bytes, 0) / 1024;

const figure = (transfers: readonly Transfer[], budget: Partial<Figure> = {}): Figure => ({
  value: kilobytes(transfers),
  digits: 1,
  ...budget,
});

function table(signIn: readonly Transfer[], all: readonly Transfer[]): Table {
  const row = (name: string, of: (one: Transfer) => boolean, budget: Partial<Figure> = {}) => [
    name,
    figure(signIn.filter(of)),
    figure(all.filter(of), budget),
  ];
  const ours = [...new Set(all.filter(isOurs).map(({ url }) => new URL(url).pathname))];
  const bySize = ours
    .map((path) => row(path, (one) => isOurs(one) && new URL(one.url).pathname === path))
    .toSorted((a, b) => (b[2] as Figure).value - (a[2] as Figure).value);
  return {
    title: { ja: '最初の画面まで', en: 'First view, with an empty cache (KB as transferred, gzip)' },
    columns: ['', 'sign-in screen', 'until home'],
    rows: [
      row('all besides fonts', (one) => isOurs(one) || isApi(one), { atMost: BUDGET_KB }),
      row('files alone', isOurs),
      ...bySize,
      row('the API’s answers', isApi),
      row('fonts', isFont),
      row('sign-in service', (one) => isSignIn(one) && !isFont(one)),
    ],
    notes: ['headers included; a file that the browser takes from its own cache is counted once'],
  };
}
