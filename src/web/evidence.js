// Files that back up a claim: hashed here, then filed under the hash.

import { file } from "./api.js";
import { described, Field } from "./fields.js";
import { html, useSignal } from "./preact.js";
import { number } from "./words.js";

const TYPES = ["application/pdf", "image/png", "image/jpeg", "text/plain"];
const BYTES_MAX = 10 * 1024 * 1024;

async function filed(holder, picked) {
  if (!globalThis.crypto?.subtle)
    throw new Error(
      "this browser hashes files over a secure connection only: open this page by https",
    );
  if (!TYPES.includes(picked.type)) throw new Error("it is no PDF, PNG, JPEG or text");
  if (picked.size > BYTES_MAX) throw new Error("it is larger than 10 MiB");
  const bytes = await picked.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  await file(holder, sha256, bytes, picked.type);
  return { sha256, name: picked.name, bytes: picked.size };
}

export function Evidence({ holder, files, set, errors, tell }) {
  const busy = useSignal("");
  const over = useSignal(false);
  const hint = "PDF or photo, up to 10 MiB: choose it, take it, or drop it here.";

  async function take(list) {
    let all = files;
    for (const picked of list) {
      busy.value = picked.name;
      try {
        const one = await filed(holder, picked);
        all = [...all.filter((each) => each.sha256 !== one.sha256), one];
        tell("");
      } catch (problem) {
        tell(`${picked.name} was not filed: ${problem.message}.`);
      }
    }
    busy.value = "";
    set(all);
  }

  const drop = {
    onDragOver: (event) => (event.preventDefault(), (over.value = true)),
    onDragLeave: () => (over.value = false),
    onDrop: (event) => {
      event.preventDefault();
      over.value = false;
      take([...event.dataTransfer.files]);
    },
  };
  return html`<div class=${`drop${over.value ? " over" : ""}`} ...${drop}>
    <${Field} name="evidence" label="Certificate or other proof" hint=${hint} errors=${errors}>
      <input
        ...${described("evidence", hint, errors)}
        type="file"
        multiple
        accept=${TYPES.join(",")}
        onChange=${(event) => {
          take([...event.target.files]);
          event.target.value = "";
        }}
      />
    <//>
    <p role="status" class="quiet">${busy.value && `Filing ${busy.value} …`}</p>
    ${files.length > 0 &&
    html`<ul class="files">
      ${files.map(
        (each) =>
          html`<li>
            ${each.name}${" "}
            <span class="quiet">${number(Math.ceil(each.bytes / 1024))} KB, filed</span>${" "}
            <button
              type="button"
              class="link"
              onClick=${() => set(files.filter((other) => other !== each))}
            >
              Leave out<span class="unseen"> ${each.name}</span>
            </button>
          </li>`,
      )}
    </ul>`}
  </div>`;
}
