import type { Chance } from '../random.ts';
import { LEADS, type Lead, type Rhythm, SAMPLES, SAMPLES_PER_SECOND, twelveLeads } from './heartbeat.ts';
import { instanceFile, type Study } from './study.ts';
import { bytes, type Element, numbers, sequence, text } from './writer.ts';

/** 12-lead ECG Waveform Storage (PS3.3, A.34.3). */
const TWELVE_LEAD_ECG = '1.2.840.10008.5.1.4.1.1.9.1.1';

/** Leads in ISO/IEEE 11073-10101, as PS3.16 CID 3001 lists them. */
const LEAD_CODES: Record<Lead, string> = {
  I: '2:1',
  II: '2:2',
  III: '2:61',
  aVR: '2:62',
  aVL: '2:63',
  aVF: '2:64',
  V1: '2:3',
  V2: '2:4',
  V3: '2:5',
  V4: '2:6',
  V5: '2:7',
  V6: '2:8',
};

const MICROVOLTS_PER_UNIT = 2.5;

const coded = (code: { value: string; scheme: string; meaning: string }): Element[] => [
  text('00080100', 'SH', code.value),
  text('00080102', 'SH', code.scheme),
  text('00080104', 'LO', code.meaning),
];

const channel = (lead: Lead, index: number): Element[] => [
  numbers('003A0202', 'US', index + 1),
  sequence('003A0208', coded({ value: LEAD_CODES[lead], scheme: 'MDC', meaning: `Lead ${lead}` })),
  text('003A0210', 'DS', String(MICROVOLTS_PER_UNIT)),
  sequence('003A0211', coded({ value: 'uV', scheme: 'UCUM', meaning: 'microvolt' })),
  text('003A0212', 'DS', '1'),
  text('003A0213', 'DS', '0'),
  text('003A0215', 'DS', '0'),
  numbers('003A021A', 'US', 16),
];

/** Samples of all leads side by side, moment after moment (PS3.3, C.10.9.1.5). */
const interleaved = (leads: Record<Lead, number[]>): Buffer => {
  const data = Buffer.alloc(SAMPLES * LEADS.length * 2);
  for (const [index, lead] of LEADS.entries()) {
    for (const [sample, millivolts] of leads[lead].entries()) {
      data.writeInt16LE(Math.round((millivolts * 1000) / MICROVOLTS_PER_UNIT), (sample * LEADS.length + index) * 2);
    }
  }
  return data;
};

const multiplexGroup = (leads: Record<Lead, number[]>): Element[] => [
  text('003A0004', 'CS', 'ORIGINAL'),
  numbers('003A0005', 'US', LEADS.length),
  numbers('003A0010', 'UL', SAMPLES),
  text('003A001A', 'DS', String(SAMPLES_PER_SECOND)),
  text('003A0020', 'SH', 'RHYTHM'),
  sequence('003A0200', ...LEADS.map(channel)),
  numbers('54001004', 'US', 16),
  text('54001006', 'CS', 'SS'),
  bytes('54001010', 'OW', interleaved(leads)),
];

/** Ten seconds of a resting ECG, twelve leads at 500 Hz. */
export const electrocardiogram = (
  study: Study,
  given: { rhythm: Rhythm; chance: Chance },
): { name: string; bytes: Buffer }[] => [
  instanceFile(study, {
    sopClass: TWELVE_LEAD_ECG,
    modality: 'ECG',
    description: '安静時心電図（模型）',
    seriesNumber: 1,
    instanceNumber: 1,
    elements: [
      text('0008002A', 'DT', `${study.day.replaceAll('-', '')}${study.time}`),
      sequence('00400555'),
      sequence('54000100', multiplexGroup(twelveLeads(given.rhythm, given.chance))),
    ],
  }),
];
