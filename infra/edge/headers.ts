import { Duration } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

export type HeaderPolicies = Record<'web' | 'docs' | 'api', cloudfront.ResponseHeadersPolicy>;

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

const createPolicy = (scope: Construct, id: string, parts: { comment: string; directives: Directives }) =>
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
        // Shared terminals: a record must not wait in a browser's cache for the next person.
        ...(id === 'ApiHeaders' ? [{ header: 'cache-control', value: 'no-store', override: true }] : []),
      ],
    },
  });

/** The three kinds of page. Scripts, styles and fonts come from our own origin; bytes of documents from their bucket; nothing from elsewhere. */
export const createHeaderPolicies = (scope: Construct, documentHost: string): HeaderPolicies => ({
  web: createPolicy(scope, 'WebHeaders', {
    comment: 'ism-link web',
    directives: {
      'script-src': ["'self'"],
      'style-src': ["'self'"],
      'font-src': ["'self'"],
      'img-src': ["'self'", `https://${documentHost}`],
      'connect-src': ["'self'", `https://${documentHost}`],
    },
  }),
  docs: createPolicy(scope, 'DocsHeaders', {
    comment: 'ism-link API page (Swagger UI: its style sheet draws with data: images)',
    directives: {
      'script-src': ["'self'"],
      'style-src': ["'self'"],
      'img-src': ["'self'", 'data:'],
      'connect-src': ["'self'"],
    },
  }),
  api: createPolicy(scope, 'ApiHeaders', { comment: 'ism-link API', directives: {} }),
});
