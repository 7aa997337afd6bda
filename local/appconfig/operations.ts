import { getDeployment, listDeployments, startDeployment, stopDeployment } from './deployments.ts';
import { createVersion, getVersion, listVersions, validate } from './hosted-versions.ts';
import { known, type Operation, type Perform, page } from './request.ts';
import { applicationArn, environmentArn, profileArn } from './spec.ts';

const getProfile: Perform = ({ ids }, { spec }) => {
  known(ids[0], spec.application, 'application');
  known(ids[1], spec.profile, 'configuration profile');
  return {
    status: 200,
    body: {
      ApplicationId: spec.application.id,
      Id: spec.profile.id,
      Name: spec.profile.name,
      LocationUri: 'hosted',
      Type: 'AWS.AppConfig.FeatureFlags',
      Validators: spec.profile.validators.map((Content) => ({ Type: 'LAMBDA', Content })),
    },
  };
};

const named = ({ id, name }: { id: string; name: string }): object => ({ Id: id, Name: name });

const ID = '([^/]+)';
const PROFILES = `/applications/${ID}/configurationprofiles`;
const VERSIONS = `${PROFILES}/${ID}/hostedconfigurationversions`;
const DEPLOYMENTS = `/applications/${ID}/environments/${ID}/deployments`;

const operation = (
  name: string,
  line: `${Operation['method']} ${string}`,
  rest: Pick<Operation, 'resource' | 'perform'>,
): Operation => {
  const [method, path] = line.split(' ') as [Operation['method'], string];
  return { name, method, path: new RegExp(`^${path}$`), ...rest };
};
const everything = (): string => '*';

export const OPERATIONS: readonly Operation[] = [
  operation('ListApplications', 'GET /applications', {
    resource: everything,
    perform: ({ query }, { spec }) => page([named(spec.application)], query),
  }),
  operation('ListEnvironments', `GET /applications/${ID}/environments`, {
    resource: applicationArn,
    perform: ({ query }, { spec }) => page([{ ...named(spec.environment), ApplicationId: spec.application.id }], query),
  }),
  operation('ListConfigurationProfiles', `GET ${PROFILES}`, {
    resource: applicationArn,
    perform: ({ query }, { spec }) => page([{ ...named(spec.profile), ApplicationId: spec.application.id }], query),
  }),
  operation('ListDeploymentStrategies', 'GET /deploymentstrategies', {
    resource: everything,
    perform: ({ query }, { spec }) => page([named(spec.strategy)], query),
  }),
  operation('GetConfigurationProfile', `GET ${PROFILES}/${ID}`, { resource: profileArn, perform: getProfile }),
  operation('ValidateConfiguration', `POST ${PROFILES}/${ID}/validators`, { resource: profileArn, perform: validate }),
  operation('CreateHostedConfigurationVersion', `POST ${VERSIONS}`, { resource: profileArn, perform: createVersion }),
  operation('ListHostedConfigurationVersions', `GET ${VERSIONS}`, { resource: profileArn, perform: listVersions }),
  operation('GetHostedConfigurationVersion', `GET ${VERSIONS}/${ID}`, { resource: profileArn, perform: getVersion }),
  operation('StartDeployment', `POST ${DEPLOYMENTS}`, { resource: environmentArn, perform: startDeployment }),
  operation('ListDeployments', `GET ${DEPLOYMENTS}`, { resource: environmentArn, perform: listDeployments }),
  operation('GetDeployment', `GET ${DEPLOYMENTS}/${ID}`, { resource: environmentArn, perform: getDeployment }),
  operation('StopDeployment', `DELETE ${DEPLOYMENTS}/${ID}`, { resource: environmentArn, perform: stopDeployment }),
];
