/**
 * Stands in for `@aws-sdk/credential-provider-node` inside the bundles. Lambda hands its role's credentials over in the environment, always; the
 * package's other ways (profiles, SSO, login, instance metadata, assumed roles with an STS client) would be 90 KB in every function,
 * loaded at every cold start, and places to find credentials that are not the role's.
 */
export const defaultProvider = () => async () => {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = process.env;
  if (!accessKeyId || !secretAccessKey) throw new Error('There are no credentials in the environment');
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
};
