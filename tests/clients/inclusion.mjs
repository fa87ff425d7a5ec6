// Checks receipts with npm's @sigstore/verify, signature and inclusion, and that it notices a wrong
// entry. stdin: {"vkey", "receipts": [{"receipt", "entry": base64}]}.
import { createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { verifyCheckpoint } from "@sigstore/verify/dist/tlog/checkpoint.js";
import { verifyMerkleInclusion } from "@sigstore/verify/dist/tlog/merkle.js";

const { vkey, receipts } = JSON.parse(readFileSync(0, "utf8"));
const [name, id] = vkey.trim().split("+");
const typed = Buffer.from(vkey.trim().slice(name.length + id.length + 2), "base64");
const kEd25519 = Buffer.from("302a300506032b6570032100", "hex"); // SubjectPublicKeyInfo up to the key
const publicKey = createPublicKey({
  key: Buffer.concat([kEd25519, typed.subarray(1)]),
  format: "der",
  type: "spki",
});
const logs = [{ logID: Buffer.from(id, "hex"), baseURL: name, publicKey }];

function check(receipt, canonicalizedBody) {
  const gap = receipt.indexOf("\n\n");
  const [, index, ...hashes] = receipt.slice(0, gap).split("\n");
  const entry = {
    canonicalizedBody,
    inclusionProof: {
      logIndex: index.replace("index ", ""),
      hashes: hashes.map((hash) => Buffer.from(hash, "base64")),
      checkpoint: { envelope: receipt.slice(gap + 2) },
    },
  };
  verifyMerkleInclusion(entry, verifyCheckpoint(entry, logs));
}

for (const { receipt, entry } of receipts) {
  const body = Buffer.from(entry, "base64");
  check(receipt, body);
  body[0] ^= 1;
  let noticed = false;
  try {
    check(receipt, body);
  } catch (error) {
    noticed = error.code === "TLOG_INCLUSION_PROOF_ERROR";
  }
  if (!noticed) throw new Error("another entry has the same receipt");
}
console.log(`${receipts.length} receipts`);
