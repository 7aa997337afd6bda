import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import type { FacilityId } from '../../../schemas/primitives.ts';

/** What the deeds themselves decide, and no row: whose look-up is over, and the facilities whose hit of a name search may be shown. */
export type Deeds = { isOver: boolean; found: FacilityId[] };

const imports = (names: string, path: string): string => `import { ${names} } from ${JSON.stringify(resolve(path))};`;

const SOURCE = `
  ${imports('mayBeFound, opensTo', 'functions/ems/candidates.ts')}
  ${imports('isOver', 'functions/ems/look.ts')}
  ${imports('jstDayOf', 'layers/names/index.ts')}
  ${imports('facilitySummaryOf', 'layers/store/index.ts')}
  ${imports('emergencyOf', 'test/access/ems/generate.ts')}
  ${imports('recordOf', 'test/access/ems/record.ts')}
  const deedsOf = (emergency) => {
    const { caller, facilities, lookup, matches, now } = emergency;
    const isOpen = opensTo(caller.staff?.role, jstDayOf(now));
    const isFound = mayBeFound((caller.staff ?? caller.system)?.facilityId);
    const opens = (facility) =>
      facilitySummaryOf(facility).opensToEms === true && isOpen({ ...facility, ems: facility.publication.ems });
    const found = matches.filter((person) => {
      const facility = facilities.find(({ facilityId }) => facilityId === person.facilityId);
      return person.named && opens(facility) && isFound(recordOf(emergency, person), facility);
    });
    return { isOver: isOver(lookup, now), found: found.map(({ facilityId }) => facilityId) };
  };
  const [first, count] = process.argv.slice(1).map(Number);
  console.log(JSON.stringify(Array.from({ length: count }, (_, index) => deedsOf(emergencyOf(first + index)))));`;

/** For `count` seeds from `first` on, in a process of their own: what the deeds rest on ships ES modules only. */
export const deedsFor = (first: number, count: number): Deeds[] =>
  JSON.parse(
    execFileSync(
      process.execPath,
      ['--input-type=module', '--disable-warning=ExperimentalWarning', '-e', SOURCE, `${first}`, `${count}`],
      { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
    ),
  );
