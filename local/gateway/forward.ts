import { Agent, type IncomingMessage, request, type ServerResponse } from 'node:http';

/** Paths of the sign-in part, which in the cloud has an origin of its own (Cognito's managed login). */
export const SIGN_IN_PATHS = /^\/(oauth2\/|login(\/|$)|logout(\/|$)|forgotPassword(\/|$)|\.well-known\/)/;

type Forward = (message: IncomingMessage, response: ServerResponse) => void;

/** Passes a request on to another part on loopback, as it is, and its answer back. */
export function forwardTo(origin: string): { forward: Forward; close: () => void } {
  const agent = new Agent({ keepAlive: true });
  const { hostname, port } = new URL(origin);
  const forward: Forward = (message, response) => {
    const headers = {
      ...message.headers,
      'x-forwarded-host': message.headers.host,
      'x-forwarded-proto': 'http',
      'x-forwarded-for': message.socket.remoteAddress,
    };
    const onward = request({ hostname, port, agent, method: message.method, path: message.url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(response);
    });
    onward.on('error', () => {
      if (!response.headersSent) response.writeHead(502, { 'content-type': 'application/json' });
      response.end('{"message":"Bad Gateway"}');
    });
    message.pipe(onward);
  };
  return { forward, close: () => agent.destroy() };
}
