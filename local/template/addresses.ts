import type { Template } from './template.ts';

/**
 * Addresses in the cloud that a template writes into settings and headers, and what stands for them on this machine: the user pool's issuer
 * and login pages, the buckets.
 */
export function localAddresses(template: Template, local: { issuer: string; s3Url: string }): (text: string) => string {
  const pool = template.only('AWS::Cognito::UserPool');
  const domains = template
    .ofType('AWS::Cognito::UserPoolDomain')
    .map((domain) => `https://${domain.ref}.auth.${template.region}.amazoncognito.com`);
  const buckets = template
    .ofType('AWS::S3::Bucket')
    .flatMap((bucket) => [
      `https://${bucket.attribute('RegionalDomainName')}`,
      `https://${bucket.attribute('DomainName')}`,
    ]);
  const replacements: [string, string][] = [
    [pool.attribute('ProviderURL'), local.issuer],
    ...domains.map((domain): [string, string] => [domain, local.issuer]),
    ...buckets.map((bucket): [string, string] => [bucket, local.s3Url]),
  ];
  return (text) => replacements.reduce((result, [cloud, here]) => result.replaceAll(cloud, here), text);
}
