// A file of its own, because the page's content security policy allows no inline script.
globalThis.SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  displayOperationId: true,
  // No validator badge: it would send the definition to a host outside.
  validatorUrl: null,
  // A token lives in this page only; the next person at a shared terminal does not find it.
  persistAuthorization: false,
});
