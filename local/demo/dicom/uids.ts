import { digestOf } from '../random.ts';

/**
 * A UID under 2.25 (ISO/IEC 9834-8, DICOM PS3.5 B.2): the decimal form of a UUID, here of version 8, whose bits are taken from a
 * digest of the label. At most 44 characters.
 */
export const uidOf = (label: string): string => {
  const uuid = digestOf(`uid/${label}`).subarray(0, 16);
  uuid.writeUInt8((uuid.readUInt8(6) & 0x0f) | 0x80, 6);
  uuid.writeUInt8((uuid.readUInt8(8) & 0x3f) | 0x80, 8);
  return `2.25.${BigInt(`0x${uuid.toString('hex')}`).toString(10)}`;
};
