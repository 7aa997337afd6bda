import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/** The SDK's clients read their own version from `package.json`, and would bring the whole of it (2.6 KB each) into every bundle. */
export const sdkVersionOnly: Plugin = {
  name: 'sdk-version-only',
  setup(bundler) {
    bundler.onLoad({ filter: /node_modules\/@aws-sdk\/[a-z0-9-]+\/package\.json$/ }, ({ path }) => {
      const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string };
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};
