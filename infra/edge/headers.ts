import { Duration } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

export type HeaderPolicies = Record<'web' | 'assets' | 'docs' | 'api', cloudfront.ResponseHeadersPolicy>;

type Directives = Record<string, string[]>;

const contentSecurityPolicy = (directives: Directives): string =>
  Object.entries({
    'default-src': ["'none'"],
    ...directives,
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
    'object-src': ["'none'"],
  })
    .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
    .join('; ');

type PolicyParts = { comment: string; directives: Directives; cacheControl: string };

const createPolicy = (scope: Construct, id: string, parts: PolicyParts) =>
  new cloudfront.ResponseHeadersPolicy(scope, id, {
    comment: parts.comment,
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy: contentSecurityPolicy(parts.directives), override: true },
      strictTransportSecurity: {
        accessControlMaxAge: Duration.days(730),
        includeSubdomains: true,
        preload: true,
        override: true,
      },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: cloudfront.HeadersFrameOption.DENY, override: true },
      // A path may hold a patient's id; it stays with us.
      referrerPolicy: { referrerPolicy: cloudfront.HeadersReferrerPolicy.NO_REFERRER, override: true },
    },
    customHeadersBehavior: {
      customHeaders: [
        { header: 'cross-origin-opener-policy', value: 'same-origin', override: true },
        { header: 'cross-origin-resource-policy', value: 'same-origin', override: true },
        { header: 'permissions-policy', value: 'camera=(), geolocation=(), microphone=(), payment=()', override: true },
        { header: 'cache-control', value: parts.cacheControl, override: true },
      ],
    },
  });

/** Asked for anew each time, and answered with 304 while it is the same: a release is there at the next load. */
const ASK_AGAIN = 'no-cache';
/** The name changes with the content (a hash is part of it). */
const FOR_EVER = 'public, max-age=31536000, immutable';
/** Shared terminals: a record must not wait in a browser's cache for the next person. */
const KEEP_NOTHING = 'no-store';

/**
 * The front end runs scripts of its own origin and the WebAssembly in which image decoders come; `wasm-unsafe-eval` lets a page compile that,
 * and no text. Photographs are drawn from bytes that the page fetched (`blob:`), which holds for images alone. Bytes of documents come from
 * their bucket, and nothing from elsewhere.
 */
const webDirectives = (documentHost: string): Directives => ({
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'worker-src': ["'self'"],
  'style-src': ["'self'"],
  'font-src': ["'self'"],
  'img-src': ["'self'", 'blob:', `https://${documentHost}`],
  'connect-src': ["'self'", `https://${documentHost}`],
  'manifest-src': ["'self'"],
});

/** The kinds of answer: the page, its parts (a worker obeys the policy that came with its own script), the API's pages, the API. */
export const createHeaderPolicies = (scope: Construct, documentHost: string): HeaderPolicies => ({
  web: createPolicy(scope, 'WebHeaders', {
    comment: 'ism-link web',
    directives: webDirectives(documentHost),
    cacheControl: ASK_AGAIN,
  }),
  assets: createPolicy(scope, 'AssetHeaders', {
    comment: 'ism-link web: parts with a hash in their name',
    directives: webDirectives(documentHost),
    cacheControl: FOR_EVER,
  }),
  docs: createPolicy(scope, 'DocsHeaders', {
    comment: 'ism-link API page (Swagger UI: its style sheet draws with data: images)',
    directives: {
      'script-src': ["'self'"],
      'style-src': ["'self'"],
      'img-src': ["'self'", 'data:'],
      'connect-src': ["'self'"],
    },
    cacheControl: ASK_AGAIN,
  }),
  api: createPolicy(scope, 'ApiHeaders', { comment: 'ism-link API', directives: {}, cacheControl: KEEP_NOTHING }),
});
