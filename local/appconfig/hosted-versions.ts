import { readFlagDocument, stamped } from './feature-flags.ts';
import { Refusal } from './refusal.ts';
import { type FlagParts, known, notFound, type Perform, page } from './request.ts';
import type { Version } from './store.ts';

/** AppConfig's default quota for one hosted configuration. */
const LARGEST_CONTENT = 2 * 1024 * 1024;

const versionHeaders = ({ spec }: FlagParts, version: Version): Record<string, string> => ({
  'Application-Id': spec.application.id,
  'Configuration-Profile-Id': spec.profile.id,
  'Version-Number': String(version.number),
  'Content-Type': version.contentType,
  ...(version.description === undefined ? {} : { Description: version.description }),
  ...(version.label === undefined ? {} : { VersionLabel: version.label }),
});

export const createVersion: Perform = ({ ids, headers, body }, parts) => {
  known(ids[0], parts.spec.application, 'application');
  known(ids[1], parts.spec.profile, 'configuration profile');
  if (body.length > LARGEST_CONTENT)
    throw new Refusal('PayloadTooLargeException', `The configuration is larger than ${LARGEST_CONTENT} bytes`);
  const expected = headers['latest-version-number'];
  const latest = parts.store.latestVersionNumber();
  if (expected !== undefined && Number(expected) !== latest)
    throw new Refusal('ConflictException', `The latest version is ${latest}, not ${expected}`);
  const label = headers['versionlabel'];
  if (label !== undefined && parts.store.version(label))
    throw new Refusal('ConflictException', `There is a version with the label ${label}`);
  const version = parts.store.addVersion({
    content: stamped(readFlagDocument(body), parts.now().toISOString()),
    contentType: headers['content-type'] ?? 'application/json',
    description: headers['description'],
    label,
  });
  return { status: 201, headers: versionHeaders(parts, version), body: version.content };
};

export const getVersion: Perform = ({ ids }, parts) => {
  known(ids[0], parts.spec.application, 'application');
  known(ids[1], parts.spec.profile, 'configuration profile');
  const version = parts.store.version(ids[2] ?? '');
  if (!version || String(version.number) !== ids[2]) throw notFound(`hosted configuration version ${ids[2] ?? ''}`);
  return { status: 200, headers: versionHeaders(parts, version), body: version.content };
};

export const listVersions: Perform = ({ ids, query }, { spec, store }) => {
  known(ids[0], spec.application, 'application');
  known(ids[1], spec.profile, 'configuration profile');
  const newestFirst = store.versions().toReversed();
  const label = query.get('version_label');
  const summaries = newestFirst
    .filter((version) => label === null || version.label === label)
    .map(({ number, contentType, description, label: VersionLabel }) => ({
      ApplicationId: spec.application.id,
      ConfigurationProfileId: spec.profile.id,
      VersionNumber: number,
      ContentType: contentType,
      Description: description,
      VersionLabel,
    }));
  return page(summaries, query);
};

/** Asks each validator; a function that throws has refused, and its message is told. */
export async function assertValid(version: Version, { spec, invoke }: FlagParts): Promise<void> {
  const event = JSON.stringify({
    applicationId: spec.application.id,
    configurationProfileId: spec.profile.id,
    configurationVersion: String(version.number),
    content: version.content.toString('base64'),
    uri: 'hosted',
  });
  for (const functionArn of spec.profile.validators) {
    const outcome = await invoke(functionArn, event);
    if (outcome?.kind === 'done') continue;
    const why = outcome?.kind === 'failed' ? outcome.errorMessage : 'the function cannot be called';
    throw new Refusal('BadRequestException', `Validator ${functionArn} refused version ${version.number}: ${why}`);
  }
}

export const validate: Perform = async ({ ids, query }, parts) => {
  known(ids[0], parts.spec.application, 'application');
  known(ids[1], parts.spec.profile, 'configuration profile');
  const version = parts.store.version(query.get('configuration_version') ?? '');
  if (!version) throw notFound('the configuration version');
  await assertValid(version, parts);
  return { status: 204 };
};
