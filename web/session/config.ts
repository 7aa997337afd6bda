/** What the page must know of where it stands; the edge answers it (`infra/edge`). */
export type Config = {
  issuer: string;
  clientId: string;
  authorizationEndpoint: string;
  logoutEndpoint: string;
  scopes: string[];
  /** Minutes without a touch until the screen is blanked, and until one has to sign in again. */
  idleMinutes: { blank: number; lock: number };
};

let loading: Promise<Config> | undefined;

const load = async (): Promise<Config> => {
  const answer = await fetch('/config.json');
  if (!answer.ok) throw new Error(`config.json answered ${answer.status}`);
  return (await answer.json()) as Config;
};

/** Asked for once; after a failure the next call asks again. */
export const config = (): Promise<Config> =>
  (loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  }));
