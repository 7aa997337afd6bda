import type { AttributeValue } from '@aws-sdk/client-dynamodb';

export type StoredItem = Record<string, AttributeValue>;

const bytesOf = (text: string): number => Buffer.byteLength(text);
const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

/** DynamoDB's numbers: a byte for two significant digits, and one more. */
const numberSize = (text: string): number => Math.ceil(text.replace(/^-|\.|^0+|0+$/g, '').length / 2) + 1;

function valueSize(value: AttributeValue): number {
  if (value.S !== undefined) return bytesOf(value.S);
  if (value.N !== undefined) return numberSize(value.N);
  if (value.B !== undefined) return value.B.length;
  if (value.L) return 3 + sum(value.L.map((part) => 1 + valueSize(part)));
  if (value.M) return 3 + sum(Object.entries(value.M).map(([name, part]) => 1 + bytesOf(name) + valueSize(part)));
  return 1;
}

/** An item's size as DynamoDB bills it ("DynamoDB item sizes and formats"): names and values. */
export const itemSize = (item: StoredItem): number =>
  sum(Object.entries(item).map(([name, value]) => bytesOf(name) + valueSize(value)));

const KIB = 1024;
/** Strongly consistent reads, 4 KB each; even nothing costs one. */
export const readUnits = (bytes: number): number => Math.max(1, Math.ceil(bytes / (4 * KIB)));
/** Writes, 1 KB each. */
export const writeUnits = (bytes: number): number => Math.max(1, Math.ceil(bytes / KIB));
