/** The little that the tests use of it; the package has no types of its own. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  type Grant = { addOIDCScope: (scope: string) => void; save: () => Promise<string> }
  type Ctx = { oidc: { provider: Provider; client: { clientId: string }; session: { accountId: string } } }
  export default class Provider {
    constructor(issuer: string, configuration: {
      adapter: unknown; clients: object[]; jwks: object; cookies: object; claims: object; features: object; acrValues: string[]; conformIdTokenClaims: boolean
      ttl: Record<string, number>
      pkce: { required: () => boolean }
      interactions: { url: (ctx: unknown, interaction: { uid: string }) => string }
      findAccount: (ctx: unknown, id: string) => { accountId: string; claims: () => object }
      loadExistingGrant: (ctx: Ctx) => Promise<Grant>
    })
    readonly Grant: new (of: { clientId: string; accountId: string }) => Grant
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>
    interactionFinished(request: IncomingMessage, response: ServerResponse, result: object): Promise<void>
  }
}
declare module 'oidc-provider/lib/adapters/memory_adapter.js' {
  export function createMemoryAdapter(clockTolerance: number): unknown
}
