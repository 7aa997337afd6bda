import { crc32 } from 'node:zlib';

/** A checksum that is fed piece by piece; `digest` gives its big-endian bytes. */
export type RunningCrc = { update(bytes: Uint8Array): void; digest(): Buffer };

/** Remainders of every byte under a reflected polynomial of 32 bits. */
function table32(polynomial: number): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let remainder = byte;
    for (let bit = 0; bit < 8; bit += 1) remainder = (remainder >>> 1) ^ (remainder & 1 ? polynomial : 0);
    return remainder >>> 0;
  });
}

function bytesOf32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

/** CRC-32/ISO-HDLC, as gzip has it. */
export function startCrc32(): RunningCrc {
  let value = 0;
  return {
    update: (bytes) => {
      value = crc32(bytes, value);
    },
    digest: () => bytesOf32(value),
  };
}

/** CRC-32C (Castagnoli), RFC 3720 appendix B.4. */
const castagnoli = table32(0x82f63b78);

export function startCrc32c(): RunningCrc {
  let value = 0xffffffff;
  return {
    update: (bytes) => {
      for (let at = 0; at < bytes.length; at += 1) {
        value = (value >>> 8) ^ (castagnoli[(value ^ (bytes[at] as number)) & 0xff] as number);
      }
    },
    digest: () => bytesOf32(~value),
  };
}

/** CRC-64/NVME (NVM Express base specification, reflected polynomial), kept in two halves: BigInt is 50 times slower. */
const nvme = 0x9a6c9329ac4bc9b5n;
const nvmeTable = BigUint64Array.from({ length: 256 }, (_, byte) => {
  let remainder = BigInt(byte);
  for (let bit = 0; bit < 8; bit += 1) remainder = (remainder >> 1n) ^ (remainder & 1n ? nvme : 0n);
  return remainder;
});
const nvmeLow = Uint32Array.from(nvmeTable, (entry) => Number(entry & 0xffffffffn));
const nvmeHigh = Uint32Array.from(nvmeTable, (entry) => Number(entry >> 32n));

export function startCrc64nvme(): RunningCrc {
  let low = 0xffffffff;
  let high = 0xffffffff;
  return {
    update: (bytes) => {
      for (let at = 0; at < bytes.length; at += 1) {
        const index = (low ^ (bytes[at] as number)) & 0xff;
        low = ((low >>> 8) | (high << 24)) ^ (nvmeLow[index] as number);
        high = (high >>> 8) ^ (nvmeHigh[index] as number);
      }
    },
    digest: () => Buffer.concat([bytesOf32(~high), bytesOf32(~low)]),
  };
}
