/**
 * A CloudFront Function (runtime 2.0, viewer request). The front end is one page: an address that names no file is one of its screens and answers
 * that page, so that a screen can be reloaded; a folder of the API's pages answers with its own index. S3 has no notion of either behind an origin
 * access control. A file is what has an extension: no screen's address may end in a dot and letters. A mistyped address of the API is no screen.
 */
export const INDEX_REWRITE = `
function handler(event) {
  const request = event.request;
  const uri = request.uri;
  if (uri === '/docs') request.uri = '/docs/index.html';
  else if (uri.startsWith('/docs/')) {
    if (uri.endsWith('/')) request.uri += 'index.html';
  } else if (!/\\.[^/.]+$/.test(uri) && !/^\\/(v\\d+|oauth2)(\\/|$)/i.test(uri)) request.uri = '/index.html';
  return request;
}
`.trim();
