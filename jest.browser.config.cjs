/** The journeys in a real browser, `npm run test:browser`: on their own until the whole run's time with them is known. */
const base = require('./jest.config.cjs');

module.exports = {
  ...base,
  testPathIgnorePatterns: ['/node_modules/'],
  testMatch: ['**/test/browser/**/*.test.ts', '**/test/web/review/terminal-browser.test.ts'],
};
