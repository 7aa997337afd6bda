/** What Lambda sets in the cloud, and no endpoint. */
export const CLOUD: Record<string, string | undefined> = {
  AWS_REGION: 'ap-northeast-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL: undefined,
  AWS_ENDPOINT_URL_S3: undefined,
};

/** Does something in another environment, and brings this one back. */
export const withVariables = async <T>(
  variables: Record<string, string | undefined>,
  act: () => Promise<T>,
): Promise<T> => {
  const before = Object.fromEntries(Object.keys(variables).map((name) => [name, process.env[name]]));
  set(variables);
  try {
    return await act();
  } finally {
    set(before);
  }
};

const set = (variables: Record<string, string | undefined>): void => {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
};
