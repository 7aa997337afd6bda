import { apiHandler } from '../../layers/deed/index.ts';
import { endSession } from './end-session.ts';
import { listFacilities } from './list-facilities.ts';
import { openSession } from './open-session.ts';
import { readFacility } from './read-facility.ts';
import { readMe } from './read-me.ts';

export const handler = apiHandler([openSession, endSession, readMe, listFacilities, readFacility]);
