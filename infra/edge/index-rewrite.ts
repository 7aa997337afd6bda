/**
 * A CloudFront Function (runtime 2.0, viewer request): a folder's address answers with its index page. S3 has no notion of one
 * behind an origin access control.
 */
export const INDEX_REWRITE = `
function handler(event) {
  const request = event.request;
  if (request.uri.endsWith('/')) request.uri += 'index.html';
  else if (request.uri === '/docs') request.uri = '/docs/index.html';
  return request;
}
`.trim();
