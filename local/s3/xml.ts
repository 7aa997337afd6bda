import { S3Error } from './errors.ts';

/** An element to write: its name, and its text or its children. */
export type XmlElement = readonly [name: string, content: string | number | boolean | readonly XmlElement[]];

export const s3Namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

const named: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
// S3 writes control characters of keys as character references too.
// oxlint-disable-next-line no-control-regex
const special = /[&<>"\u0000-\u001f\u007f]/g;

const escapeText = (text: string): string =>
  text.replace(special, (found) => named[found] ?? `&#x${found.charCodeAt(0).toString(16)};`);

function write([name, content]: XmlElement, attributes = ''): string {
  const inner = Array.isArray(content) ? content.map((child) => write(child)).join('') : escapeText(String(content));
  return `<${name}${attributes}>${inner}</${name}>`;
}

/** A whole document in S3's namespace (errors have none). */
export function writeXml(root: XmlElement, namespace?: string): string {
  const attributes = namespace ? ` xmlns="${namespace}"` : '';
  return `<?xml version="1.0" encoding="UTF-8"?>\n${write(root, attributes)}`;
}

/** An element that was read; attributes and namespaces carry nothing that S3's requests need. */
export type ReadElement = { name: string; text: string; children: ReadElement[] };

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeText(text: string): string {
  return text.replace(/&([^;&]*);?/g, (whole, body: string) => {
    if (!whole.endsWith(';')) throw new S3Error('MalformedXML');
    const code = /^#x([0-9a-f]{1,6})$/i.exec(body)?.[1];
    const decimal = /^#([0-9]{1,7})$/.exec(body)?.[1];
    if (!code && !decimal) return entities[body] ?? refuse();
    const point = code ? Number.parseInt(code, 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : refuse();
  });
}

function refuse(): never {
  throw new S3Error('MalformedXML');
}

const token = /<\?[^>]*\?>|<!--[\s\S]*?-->|<(\/?)([A-Za-z_][\w.:-]*)((?:\s[^<>]*?)?)(\/?)>|([^<]+)|(<)/g;

/** Reads the small documents that S3 takes. No DOCTYPE, no entities of one's own, no CDATA: such input is refused. */
export function readXml(source: string): ReadElement {
  const top: ReadElement = { name: '', text: '', children: [] };
  const open: ReadElement[] = [top];
  for (const [, closing, name, , selfClosing, text, stray] of source.replace(/^\uFEFF/, '').matchAll(token)) {
    const current = open.at(-1) ?? refuse();
    if (stray) refuse();
    if (text !== undefined) current.text += unescapeText(text);
    else if (name !== undefined && closing) {
      if (open.length < 2 || current.name !== name) refuse();
      open.pop();
    } else if (name !== undefined) {
      const element: ReadElement = { name, text: '', children: [] };
      current.children.push(element);
      if (!selfClosing) open.push(element);
      if (open.length > 20) refuse();
    }
  }
  const [root] = top.children;
  if (open.length !== 1 || !root || top.children.length !== 1 || top.text.trim() !== '') return refuse();
  return root;
}

export const childrenNamed = (element: ReadElement, name: string): ReadElement[] =>
  element.children.filter((child) => child.name === name);

export const textOf = (element: ReadElement, name: string): string | undefined => childrenNamed(element, name)[0]?.text;
