import { deed } from '../../layers/deed/index.ts';
import { networkSettings, networkSettingsWrite } from '../../layers/store/index.ts';
import type { NetworkSettings } from '../../schemas/disaster.ts';
import { putNetworkSettings as operation } from '../../schemas/operations/disaster.ts';

/** The network office (SETTINGS-01). The version last seen must be named, 0 for the first time: N5 is chosen knowingly or not at all. */
export const putNetworkSettings = deed(operation, async ({ body }, desk) => {
  const { settings: before } = await desk.load({ settings: networkSettings(desk.store) });
  const verdict = await desk.require({ request: { ...body } });
  if (before.version !== desk.ifMatch) return desk.fail(verdict, 'VERSION_CONFLICT');
  const settings: NetworkSettings = { ...body, version: before.version + 1 };
  await desk.commit(verdict, {
    writes: [networkSettingsWrite(settings)],
    subject: { request: { version: settings.version } },
  });
  return { version: settings.version, body: { settings } };
});
