// usage: node issuer.mjs
// An OpenID Connect issuer for tests, on a free port of this machine; jose makes its keys and its
// tokens. It prints its URL, signs in whoever comes, and ends when its input does.
//
// POST /control takes {"mint": {"key", "alg"?, "header"?, "claims"}} and answers with a token of
// exactly that; {"publish": ["rsa", "ec"]} sets the keys it shows; {"person": {…}} the claims of
// who signs in next; {"down": true} has it answer 503 to all else.
import * as http from "node:http";
import { createHash, randomUUID } from "node:crypto";
import * as jose from "jose";

const CLIENT = "recert-web";
const kinds = {
  rsa: ["RS256", { modulusLength: 2048 }],
  rsa2: ["RS256", { modulusLength: 2048 }],
  pss: ["PS256", { modulusLength: 2048 }],
  ec: ["ES256"],
  stranger: ["ES256"],
  p384: ["ES384"],
  ed: ["EdDSA", { crv: "Ed25519" }],
};
const keys = {};
for (const [name, [alg, options]] of Object.entries(kinds))
  keys[name] = { alg, ...(await jose.generateKeyPair(alg, { extractable: true, ...options })) };

const shown = async (name) => ({
  ...(await jose.exportJWK(keys[name].publicKey)),
  kid: name,
  use: "sig",
  alg: keys[name].alg,
});
let published = ["rsa", "ec", "ed", "pss", "p384"];
let person = {};
let isDown = false;
const codes = new Map();

// What jose signs with: of "public:rsa" the public key's text as a shared secret, as who confuses
// the two would have it; of "secret" a shared secret.
async function signingKey(name, alg) {
  if (name === "secret") return new TextEncoder().encode("a shared secret of more than 32 bytes");
  if (name.startsWith("public:"))
    return new TextEncoder().encode(await jose.exportSPKI(keys[name.slice(7)].publicKey));
  if (alg === keys[name].alg) return keys[name].privateKey;
  return await jose.importPKCS8(await jose.exportPKCS8(keys[name].privateKey), alg);
}

async function mint({ key, alg, header, claims }) {
  if (alg === "none") return new jose.UnsecuredJWT(claims).encode();
  const whole = { alg: alg ?? keys[key].alg, kid: key, ...header };
  const text = new TextEncoder().encode(JSON.stringify(claims));
  return await new jose.CompactSign(text)
    .setProtectedHeader(whole)
    .sign(await signingKey(key, whole.alg), { crit: { "b64": false, "urn:example": true } });
}

const now = () => Math.floor(Date.now() / 1000);

async function token(form) {
  const asked = codes.get(form.get("code"));
  codes.delete(form.get("code")); // good once
  const challenge = createHash("sha256").update(form.get("code_verifier") ?? "").digest("base64url");
  if (!asked || challenge !== asked.challenge || form.get("redirect_uri") !== asked.redirect_uri ||
      form.get("client_id") !== CLIENT || form.get("grant_type") !== "authorization_code")
    return [400, { error: "invalid_grant" }];
  const claims = { iss: url, aud: CLIENT, sub: "sue", roles: "crew", nonce: asked.nonce,
                   iat: now(), exp: now() + 300, ...person };
  return [200, { access_token: "unused", token_type: "Bearer",
                 id_token: await mint({ key: published[0], claims }) }];
}

async function control(order) {
  if (order.publish) published = order.publish;
  if (order.person) person = order.person;
  if ("down" in order) isDown = order.down;
  return [200, order.mint ? { token: await mint(order.mint) } : {}];
}

function authorize(query) {
  if (query.get("client_id") !== CLIENT || query.get("code_challenge_method") !== "S256")
    return [400, { error: "invalid_request" }];
  const code = randomUUID();
  codes.set(code, { challenge: query.get("code_challenge"), nonce: query.get("nonce"),
                    redirect_uri: query.get("redirect_uri") });
  const back = new URL(query.get("redirect_uri"));
  for (const [name, value] of Object.entries({ code, state: query.get("state"), iss: url,
                                               session_state: "of no concern" }))
    back.searchParams.set(name, value);
  return [302, {}, { Location: back.href }];
}

async function answer(request, body) {
  const { pathname, searchParams } = new URL(request.url, url);
  if (pathname === "/control") return await control(JSON.parse(body));
  if (isDown) return [503, {}];
  switch (pathname) {
    case "/.well-known/openid-configuration":
      return [200, { issuer: url, jwks_uri: `${url}/keys`, authorization_endpoint: `${url}/authorize`,
                     token_endpoint: `${url}/token`, response_types_supported: ["code"] }];
    case "/keys":
      return [200, { keys: await Promise.all(published.map(shown)) }];
    case "/authorize":
      return authorize(searchParams);
    case "/token":
      return await token(new URLSearchParams(body));
    default:
      return [404, {}];
  }
}

let url;
const server = http.createServer(async (request, response) => {
  let body = "";
  for await (const part of request) body += part;
  const [status, json, headers] = await answer(request, body).catch((e) => [500, { error: `${e}` }]);
  response.writeHead(status, { "Content-Type": "application/json", ...headers });
  response.end(JSON.stringify(json));
});
server.listen(0, "127.0.0.1", () => {
  url = `http://127.0.0.1:${server.address().port}`;
  console.log(url);
});
process.stdin.on("end", () => process.exit(0)).resume();
