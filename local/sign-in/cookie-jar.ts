type Cookie = { value: string; path: string };

/** The cookies of one origin, as a browser keeps them: by name and path, sent to that path and below. */
export class CookieJar {
  readonly #cookies = new Map<string, Cookie>();

  take(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const separator = pair.indexOf('=');
      const name = pair.slice(0, separator);
      const path = attributeOf(attributes, 'path') ?? '/';
      const key = `${name};${path}`;
      if (hasEnded(attributes)) this.#cookies.delete(key);
      else this.#cookies.set(key, { value: pair.slice(separator + 1), path });
    }
  }

  headerFor(url: URL): string {
    return [...this.#cookies]
      .filter(
        ([, { path }]) => url.pathname === path || url.pathname.startsWith(path.endsWith('/') ? path : `${path}/`),
      )
      .map(([key, { value }]) => `${key.slice(0, key.indexOf(';'))}=${value}`)
      .join('; ');
  }
}

function attributeOf(attributes: string[], name: string): string | undefined {
  const found = attributes.find((attribute) => attribute.toLowerCase().startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}

function hasEnded(attributes: string[]): boolean {
  const expires = attributeOf(attributes, 'expires');
  return expires !== undefined && Date.parse(expires) <= Date.now();
}
