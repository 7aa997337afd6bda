// oxlint-disable no-new -- a construct joins its tree by being made
import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { Role } from '../schemas/directory.ts';
import type { Stage } from './stage.ts';

/** Token lives of the web: short enough that a suspension in the directory is nearly the end of it, long enough for a day's duty. */
const ACCESS_TOKEN_MINUTES = 5;
const REFRESH_TOKEN_HOURS = 8;
/** A facility's system asks for tokens by itself; an hour keeps Cognito's quota for client credentials far away. */
const SYSTEM_TOKEN_MINUTES = 60;

/** What the gateway asks of a token, by kind of caller. */
const RESOURCE_SERVER = 'ism-link';
export const SCOPES = { staff: `${RESOURCE_SERVER}/staff`, system: `${RESOURCE_SERVER}/ingest` } as const;

const createUserPool = (scope: Construct): cognito.UserPool =>
  new cognito.UserPool(scope, 'Staff', {
    // PLUS, for leaked passwords and unusual sign-ins: the door of a health record stands on the internet.
    featurePlan: cognito.FeaturePlan.PLUS,
    standardThreatProtectionMode: cognito.StandardThreatProtectionMode.FULL_FUNCTION,
    selfSignUpEnabled: false,
    // The personal ID alone; people at a counter share mailboxes, and an address can pass to another person.
    signInAliases: { username: true },
    // Personal IDs are lower case (StaffId): no second one differs by its case alone, and a tablet's capital letter is no mistake.
    signInCaseSensitive: false,
    // The ministries' guidelines: 13 characters, or 8 with a second factor, which is still optional.
    passwordPolicy: {
      minLength: 13,
      requireLowercase: true,
      requireUppercase: true,
      requireDigits: true,
      requireSymbols: true,
      tempPasswordValidity: Duration.days(3),
      passwordHistorySize: 4,
    },
    // Optional until terminals have certificates: from then on a second factor is required of everybody.
    mfa: cognito.Mfa.OPTIONAL,
    mfaSecondFactor: { otp: true, sms: false },
    // The network office resets a forgotten password, after asking who it is: there is no verified address to send one to.
    accountRecovery: cognito.AccountRecovery.NONE,
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });

/** Groups are roles; the token carries them, the directory decides. */
const createGroups = (userPool: cognito.UserPool): void => {
  for (const role of Role.options) {
    new cognito.CfnUserPoolGroup(userPool, `Group-${role}`, { userPoolId: userPool.userPoolId, groupName: role });
  }
};

type Scopes = Record<keyof typeof SCOPES, cognito.OAuthScope>;

const createScopes = (userPool: cognito.UserPool): Scopes => {
  const staff = new cognito.ResourceServerScope({ scopeName: 'staff', scopeDescription: 'A person of the staff' });
  const ingest = new cognito.ResourceServerScope({ scopeName: 'ingest', scopeDescription: 'A system of a facility' });
  const server = userPool.addResourceServer('Api', {
    identifier: RESOURCE_SERVER,
    userPoolResourceServerName: RESOURCE_SERVER,
    scopes: [staff, ingest],
  });
  return {
    staff: cognito.OAuthScope.resourceServer(server, staff),
    system: cognito.OAuthScope.resourceServer(server, ingest),
  };
};

/** No flow beside the managed login's; left out, Cognito would also allow SRP and custom flows. */
const MANAGED_LOGIN_ONLY: cognito.AuthFlow = { userSrp: false };

/** The web: a public client (it can keep no secret), so no flow but the code grant; it sends a PKCE challenge (RFC 7636), which Cognito checks. */
const createWebClient = (userPool: cognito.UserPool, parts: { scope: cognito.OAuthScope; stage: Stage }) =>
  userPool.addClient('Web', {
    // Shown on the sign-in page of one machine.
    userPoolClientName: 'ism-link',
    generateSecret: false,
    authFlows: MANAGED_LOGIN_ONLY,
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [cognito.OAuthScope.OPENID, parts.scope],
      callbackUrls: parts.stage.webOrigins.map((origin) => `${origin}/callback`),
      logoutUrls: parts.stage.webOrigins.map((origin) => `${origin}/`),
    },
    supportedIdentityProviders: [cognito.UserPoolClientIdentityProvider.COGNITO],
    accessTokenValidity: Duration.minutes(ACCESS_TOKEN_MINUTES),
    idTokenValidity: Duration.minutes(ACCESS_TOKEN_MINUTES),
    refreshTokenValidity: Duration.hours(REFRESH_TOKEN_HOURS),
    enableTokenRevocation: true,
    preventUserExistenceErrors: true,
  });

const createSystemClient = (userPool: cognito.UserPool, parts: { scope: cognito.OAuthScope; facilityId: string }) =>
  userPool.addClient(`System-${parts.facilityId}`, {
    // The directory knows which facility a client id stands for; the name helps the person who rotates the secret.
    userPoolClientName: `system-${parts.facilityId}`,
    generateSecret: true,
    authFlows: MANAGED_LOGIN_ONLY,
    oAuth: { flows: { clientCredentials: true }, scopes: [parts.scope] },
    supportedIdentityProviders: [],
    accessTokenValidity: Duration.minutes(SYSTEM_TOKEN_MINUTES),
    enableTokenRevocation: true,
    preventUserExistenceErrors: true,
  });

/** Who people and systems are: sign-in, roles, clients. */
export class IdentityStack extends Stack {
  readonly userPool: cognito.UserPool;
  readonly webClient: cognito.UserPoolClient;
  readonly systemClients: readonly cognito.UserPoolClient[];

  constructor(scope: Construct, id: string, props: StackProps & { stage: Stage }) {
    super(scope, id, { ...props, terminationProtection: true });
    const { stage } = props;
    this.userPool = createUserPool(this);
    createGroups(this.userPool);
    const scopes = createScopes(this.userPool);
    this.webClient = createWebClient(this.userPool, { scope: scopes.staff, stage });
    this.systemClients = stage.systems.map((facilityId) =>
      createSystemClient(this.userPool, { scope: scopes.system, facilityId }),
    );
    this.createManagedLogin(stage);
    new CfnOutput(this, 'UserPoolId', { value: this.userPool.userPoolId });
    new CfnOutput(this, 'WebClientId', { value: this.webClient.userPoolClientId });
    for (const [index, client] of this.systemClients.entries()) {
      new CfnOutput(this, `SystemClientId-${stage.systems[index]}`, {
        key: `SystemClientId${index}`,
        value: client.userPoolClientId,
        description: `Client of the system of ${stage.systems[index]}`,
      });
    }
  }

  private createManagedLogin(stage: Stage): void {
    const domain = this.userPool.addDomain('Login', {
      cognitoDomain: { domainPrefix: stage.loginDomainPrefix },
      managedLoginVersion: cognito.ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    new cognito.CfnManagedLoginBranding(this, 'LoginBranding', {
      userPoolId: this.userPool.userPoolId,
      clientId: this.webClient.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    new CfnOutput(this, 'LoginUrl', { value: domain.baseUrl() });
  }
}
