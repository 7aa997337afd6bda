import { deed } from '../../layers/deed/index.ts';
import { networkSettings } from '../../layers/store/index.ts';
import { readNetworkSettings as operation } from '../../schemas/operations/disaster.ts';

/** Any active member of staff (DISASTER-01). Version 0: the network has not chosen yet, and N5 permits nothing. */
export const readNetworkSettings = deed(operation, async (_request, desk) => {
  const { settings } = await desk.load({ settings: networkSettings(desk.store) });
  const verdict = await desk.require({});
  await desk.record(verdict, { request: { version: settings.version } });
  return { version: settings.version, body: { settings } };
});
