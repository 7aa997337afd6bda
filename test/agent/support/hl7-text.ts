import Encoding from 'encoding-japanese';

/** Text → ISO-2022-JP bytes, as a hospital's system writes them. */
export const jis = (text: string): Buffer =>
  Buffer.from(Encoding.convert(Encoding.stringToCode(text), { from: 'UNICODE', to: 'JIS' }));

export type MessageParts = {
  /** MSH-9: `ADT^A08^ADT_A01`. */
  type: string;
  segments: string[];
  patientId?: string;
  charset?: string;
  /** A PID segment instead of the usual one; '' leaves it out. */
  pid?: string;
};

/** A message as text, segments ended by CR. The patient is 架空花子, invented like everybody here. */
export function messageText({
  type,
  segments,
  patientId = '0001234',
  charset = '~ISO IR87',
  pid,
}: MessageParts): string {
  const msh = `MSH|^~\\&|HIS|TY|GW|RCV|20240105101112||${type}|20240105000001|P|2.5||||||${charset}||ISO2022-1994|SS-MIX2_1.20^SS-MIX2^1.2.392.200250.2.1.100.1.2.120^ISO`;
  const person = pid ?? `PID|0001||${patientId}^^^^PI||架空^花子^^^^^L^I~カクウ^ハナコ^^^^^L^P||19370304|F`;
  return [msh, person, ...segments]
    .filter((line) => line !== '')
    .map((line) => `${line}\r`)
    .join('');
}

export const message = (parts: MessageParts): Buffer => jis(messageText(parts));

export type NameParts = {
  patientId?: string;
  date?: string;
  type: string;
  order?: string;
  timestamp?: string;
  department?: string;
  flag?: 0 | 1 | 2;
};

/** A file name of the standardized storage. */
export function fileName(parts: NameParts): string {
  const {
    patientId = '0001234',
    date = '20240105',
    type,
    order = '000000000000001',
    timestamp = '20240105101112000',
    department = '01',
    flag = 1,
  } = parts;
  return [patientId, date, type, order, timestamp, department, flag].join('_');
}
