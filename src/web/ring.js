// How much of what is needed is there: a ring, and a bar. Both say it in words as well.

import { html } from "./preact.js";
import { number, plural } from "./words.js";

const RADIUS = 52;
const ROUND = 2 * Math.PI * RADIUS;

export function Ring({ counted, required, unit }) {
  const part = required > 0 ? Math.min(counted / required, 1) : 1;
  const said = `${number(counted)} of ${plural(required, unit)} counted`;
  return html`<svg class="ring" viewBox="0 0 120 120" role="img" aria-label=${said}>
    <circle class="rest" cx="60" cy="60" r=${RADIUS} />
    ${part > 0 &&
    html`<circle
      class=${part === 1 ? "done full" : "done"}
      cx="60"
      cy="60"
      r=${RADIUS}
      transform="rotate(-90 60 60)"
      stroke-dasharray="${part * ROUND} ${ROUND}"
    />`}
    <text class="big" x="60" y="62">${number(counted)}</text>
    <text class="small" x="60" y="82">of ${number(required)}</text>
  </svg>`;
}

export const Bar = ({ counted, required }) => html`<svg
  class="bar"
  viewBox="0 0 100 6"
  preserveAspectRatio="none"
  aria-hidden="true"
>
  <rect class="rest" width="100" height="6" />
  <rect
    class="done"
    width=${required > 0 ? Math.min(100, (100 * counted) / required) : 100}
    height="6"
  />
</svg>`;
