/** The part of oidc-provider 9.13 that sign-in uses; the package ships no types. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  export type CookieOptions = { path?: string; httpOnly?: boolean; sameSite?: 'lax' | 'strict'; signed?: boolean };

  /** Koa's context, as far as our middleware reads it. */
  export interface HttpContext {
    req: IncomingMessage;
    res: ServerResponse;
    method: string;
    path: string;
    origin: string;
    query: Record<string, string | string[] | undefined>;
    querystring: string;
    status: number;
    type: string;
    body: unknown;
    respond?: boolean;
    cookies: { get(name: string): string | undefined; set(name: string, value: null, options?: CookieOptions): void };
    get(header: string): string;
    set(header: string, value: string): void;
    redirect(url: string): void;
  }

  export interface Client {
    clientId: string;
    clientName?: string;
    redirectUris?: string[];
    grantTypeAllowed(type: string): boolean;
  }

  export interface Token {
    kind: string;
    clientId: string;
    accountId?: string;
    grantId?: string;
    authTime?: number;
  }

  export interface Account {
    accountId: string;
    claims(use: string, scope: string): Record<string, unknown>;
  }

  export interface OidcContext extends HttpContext {
    oidc: {
      route: string;
      params: { scope?: string; grant_type?: string };
      client?: Client;
      account?: Account;
      session?: { accountId?: string; state?: { postLogoutRedirectUri?: string } };
      entities: { AuthorizationCode?: Token; RefreshToken?: Token };
      requestParamOIDCScopes: Set<string>;
      requestParamScopes: Set<string>;
      resourceServers: Record<string, { scopes: Set<string> }>;
    };
  }

  export interface Session {
    accountId?: string;
    destroy(): Promise<void>;
  }

  export interface Grant {
    jti: string;
    addOIDCScope(scope: string): void;
    addResourceScope(resource: string, scope: string): void;
    save(): Promise<string>;
  }

  export interface Interaction {
    uid: string;
    params: { client_id?: string; redirect_uri?: string; login_hint?: string };
  }

  export type ModelPayload = Record<string, unknown>;

  export interface Adapter {
    upsert(id: string, payload: ModelPayload, expiresIn?: number): Promise<void>;
    find(id: string): Promise<ModelPayload | undefined>;
    findByUid(uid: string): Promise<ModelPayload | undefined>;
    findByUserCode(userCode: string): Promise<ModelPayload | undefined>;
    consume(id: string): Promise<void>;
    destroy(id: string): Promise<void>;
    revokeByGrantId(grantId: string): Promise<void>;
  }

  type Next = () => Promise<void>;

  export class Provider {
    constructor(issuer: string, configuration: Record<string, unknown>);
    issuer: string;
    proxy: boolean;
    use(middleware: (ctx: HttpContext, next: Next) => Promise<void>): this;
    on(event: 'server_error', listener: (ctx: HttpContext, error: Error) => void): this;
    /** Koa's: what our own middleware throws. */
    on(event: 'error', listener: (error: Error) => void): this;
    callback(): (req: IncomingMessage, res: ServerResponse) => Promise<void>;
    cookieName(type: 'session' | 'interaction' | 'resume'): string;
    interactionDetails(req: IncomingMessage, res: ServerResponse): Promise<Interaction>;
    interactionResult(req: IncomingMessage, res: ServerResponse, result: object): Promise<string>;
    Session: { get(ctx: HttpContext): Promise<Session> };
    Grant: { new (payload: { jti: string; accountId: string; clientId: string }): Grant };
  }

  export const errors: {
    InvalidGrant: new (detail: string) => Error;
    InvalidScope: new (description: string, scope: string) => Error;
    InvalidTarget: new (description?: string) => Error;
    SessionNotFound: new (description: string) => Error;
  };

  export const interactionPolicy: {
    Check: new (reason: string, description: string, error: string, check: (ctx: OidcContext) => boolean) => object;
    base(): { get(name: string): { checks: { add(check: object): void } } | undefined; remove(name: string): void };
  };
}
