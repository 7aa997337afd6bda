import { z } from 'zod';
import type { Template } from '../template/template.ts';

/** A header that CloudFront adds; `override` when it replaces the origin's. */
export type HeaderRule = { name: string; value: string; override: boolean };

const Override = z.boolean();
const Security = z.strictObject({
  ContentSecurityPolicy: z.strictObject({ ContentSecurityPolicy: z.string(), Override }).optional(),
  ContentTypeOptions: z.strictObject({ Override }).optional(),
  FrameOptions: z.strictObject({ FrameOption: z.string(), Override }).optional(),
  ReferrerPolicy: z.strictObject({ ReferrerPolicy: z.string(), Override }).optional(),
  StrictTransportSecurity: z
    .strictObject({
      AccessControlMaxAgeSec: z.number(),
      IncludeSubdomains: z.boolean().default(false),
      Preload: z.boolean().default(false),
      Override,
    })
    .optional(),
  XSSProtection: z.undefined().optional(),
});

const Policy = z.object({
  ResponseHeadersPolicyConfig: z.strictObject({
    Name: z.string(),
    Comment: z.string().optional(),
    SecurityHeadersConfig: Security.default({}),
    CustomHeadersConfig: z
      .strictObject({ Items: z.array(z.strictObject({ Header: z.string(), Value: z.string(), Override })) })
      .default({ Items: [] }),
  }),
});

/** The headers of a behaviour. Addresses in the cloud (the document bucket's in the CSP) become those of this machine. */
export function headerRulesOf(
  template: Template,
  policyId: string | undefined,
  addresses: (text: string) => string,
): HeaderRule[] {
  if (policyId === undefined) return [];
  const resource = template.byRef('AWS::CloudFront::ResponseHeadersPolicy', policyId);
  if (!resource) throw new Error(`No response headers policy ${policyId}`);
  const { SecurityHeadersConfig: security, CustomHeadersConfig: custom } =
    resource.read(Policy).ResponseHeadersPolicyConfig;
  const rules = [
    ...securityRules(security),
    ...custom.Items.map(({ Header, Value, Override }) => ({
      name: Header.toLowerCase(),
      value: Value,
      override: Override,
    })),
  ];
  return rules.map((rule) => ({ ...rule, value: addresses(rule.value) }));
}

function securityRules(security: z.output<typeof Security>): HeaderRule[] {
  const {
    ContentSecurityPolicy: csp,
    ContentTypeOptions: type,
    FrameOptions: frame,
    ReferrerPolicy: referrer,
    StrictTransportSecurity: transport,
  } = security;
  return [
    ...(csp ? [{ name: 'content-security-policy', value: csp.ContentSecurityPolicy, override: csp.Override }] : []),
    ...(type ? [{ name: 'x-content-type-options', value: 'nosniff', override: type.Override }] : []),
    ...(frame ? [{ name: 'x-frame-options', value: frame.FrameOption, override: frame.Override }] : []),
    ...(referrer ? [{ name: 'referrer-policy', value: referrer.ReferrerPolicy, override: referrer.Override }] : []),
    // A browser takes it over TLS only; here it is seen and ignored.
    ...(transport
      ? [{ name: 'strict-transport-security', value: transportValue(transport), override: transport.Override }]
      : []),
  ];
}

const transportValue = (of: NonNullable<z.output<typeof Security>['StrictTransportSecurity']>): string =>
  [
    `max-age=${of.AccessControlMaxAgeSec}`,
    ...(of.IncludeSubdomains ? ['includeSubDomains'] : []),
    ...(of.Preload ? ['preload'] : []),
  ].join('; ');

/** Adds the headers to an answer's. */
export function withHeaders(headers: [string, string][], rules: HeaderRule[]): [string, string][] {
  const overridden = new Set(rules.filter((rule) => rule.override).map((rule) => rule.name));
  const kept = headers.filter(([name]) => !overridden.has(name));
  const present = new Set(kept.map(([name]) => name));
  return [
    ...kept,
    ...rules.filter((rule) => !present.has(rule.name)).map(({ name, value }): [string, string] => [name, value]),
  ];
}
