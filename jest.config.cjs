/** Real parts over real sockets: tests start what they need on free loopback ports and stop it again. */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  globalSetup: '<rootDir>/test/global-setup.ts',
  transform: {
    '^.+\\.[cm]?[jt]s$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'commonjs' } },
    ],
  },
  // Packages that ship ES modules only.
  transformIgnorePatterns: ['/node_modules/(?!(zod-openapi|oidc-provider|jose|otplib|@otplib|@scure|@noble|ulid)/)'],
  testTimeout: 60_000,
  maxWorkers: 2,
};
