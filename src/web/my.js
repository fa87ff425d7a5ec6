// /my: the frame around the pages, and which of them the address names.

import { signOut } from "./api.js";
import { forgetAll } from "./draft.js";
import { Overview } from "./overview.js";
import { effect, html, render, signal, useEffect, useRef, useSignal } from "./preact.js";
import { failure, holder, isOnline, load, state } from "./store.js";
import { personal } from "./words.js";

const address = signal(location.pathname + location.search);

const PAGES = {
  "": { title: "Your credentials", show: Overview },
  log: { title: "Log an activity", from: () => import("./log.js"), name: "Log" },
  activities: { title: "Activities", from: () => import("./activities.js"), name: "Activities" },
  activity: { title: "Activity", from: () => import("./activity.js"), name: "Activity" },
  upload: { title: "Upload a spreadsheet", from: () => import("./upload.js"), name: "Upload" },
  path: { title: "Your path", from: () => import("./path.js"), name: "Path" },
  documents: {
    title: "Documents and settings",
    from: () => import("./documents.js"),
    name: "Documents",
  },
};
const MENU = ["", "log", "activities", "upload", "documents"];
const SHORT = { "": "Overview", upload: "Upload", documents: "Documents" };

function go(to) {
  history.pushState(null, "", to);
  address.value = location.pathname + location.search;
  scrollTo(0, 0);
}

addEventListener("popstate", () => (address.value = location.pathname + location.search));
addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
  if (!link || !isPlain || link.target || link.hasAttribute("download")) return;
  const { origin, pathname, search } = new URL(link.href);
  if (origin !== location.origin || (pathname !== "/my" && !pathname.startsWith("/my/"))) return;
  if (link.getAttribute("href").startsWith("#")) return;
  event.preventDefault();
  go(pathname + search);
});

// {page, rest, query} of /my/activity/<credential>/<activity>?as_of=…
function place() {
  const url = new URL(address.value, location.origin);
  const [page = "", ...rest] = url.pathname.split("/").slice(2);
  return { page, rest: rest.map(decodeURIComponent), query: url.searchParams };
}

async function leave() {
  forgetAll();
  await signOut().catch(() => {});
  location.assign("/");
}

function Menu({ page }) {
  const link = (name) =>
    html`<li>
      <a href=${name ? `/my/${name}` : "/my"} aria-current=${name === page ? "page" : undefined}
        >${SHORT[name] ?? PAGES[name].title}</a
      >
    </li>`;
  return html`<header class="top">
    <div class="row">
      <p class="brand">${holder.value ? personal(holder.value.name) : "Your record"}</p>
      <button class="link" onClick=${leave}>Sign out</button>
    </div>
    <nav aria-label="Pages">
      <ul>
        ${MENU.map(link)}
      </ul>
    </nav>
  </header>`;
}

const signInAddress = () => `/signin?return=${encodeURIComponent(location.pathname)}`;

function Ended() {
  return html`<div class="notice bad" role="alert">
    <p><strong>Your session has ended.</strong> What you have written is kept in this browser.</p>
    <p><a class="button" href=${signInAddress()}>Sign in again</a></p>
  </div>`;
}

function SignedOut() {
  return html`<h1 tabindex="-1">Your record</h1>
    <p class="lead">Sign in to see your credentials, and to log what you have done for them.</p>
    <p><a class="button first" href=${signInAddress()}>Sign in</a></p>
    <p class="quiet">
      To check somebody's credential you need no account:${" "}
      <a href="/verify">verify it by its number</a>. A person who was forgotten has no record here
      any more, and cannot sign in.
    </p>`;
}

function Failed() {
  return html`<h1 tabindex="-1">Your record cannot be shown now</h1>
    <p class="notice bad" role="alert">${failure.value?.message}.</p>
    <p><button class="button first" onClick=${load}>Try again</button></p>`;
}

function Nothing() {
  return html`<h1 tabindex="-1">There is no such page</h1>
    <p><a href="/my">Your credentials</a></p>`;
}

// The page itself, as long as its heading is not there.
function focusHeading() {
  const main = document.getElementById("content");
  (main.querySelector("h1") ?? main).focus();
}

// A page's script comes when the page is first asked for.
function Page({ page, ...more }) {
  const show = useSignal(page.show);
  const trouble = useSignal(false);
  const fetchIt = () => {
    trouble.value = false;
    page.from().then(
      (found) => (show.value = page.show = found[page.name]),
      () => (trouble.value = true),
    );
  };
  useEffect(() => {
    if (!show.value) fetchIt();
    else if (document.activeElement?.tagName === "MAIN") focusHeading();
  }, [show.value]);
  if (show.value) return html`<${show.value} ...${more} />`;
  if (!trouble.value) return html`<p class="quiet" role="status">Opening …</p>`;
  return html`<h1 tabindex="-1">${page.title}</h1>
    <p class="notice bad" role="alert">The page cannot be loaded: the service cannot be reached.</p>
    <p><button class="first" onClick=${fetchIt}>Try again</button></p>`;
}

function Content({ at }) {
  const { value } = state;
  if (value === "loading") return html`<p class="quiet" role="status">Opening your record …</p>`;
  if (value === "signed-out") return html`<${SignedOut} />`;
  if (value === "failed") return html`<${Failed} />`;
  if (value === "other-role")
    return html`<h1 tabindex="-1">This page is for holders</h1>
      <p>You are signed in, but not as the holder of a credential.</p>
      <p><button onClick=${leave}>Sign out</button></p>`;
  const page = PAGES[at.page];
  if (!page) return html`<${Nothing} />`;
  return html`<${Page} key=${address.value} ...${at} page=${page} go=${go} />`;
}

function Frame() {
  const at = place();
  const shown = useRef(address.value);
  useEffect(() => {
    document.title = `${PAGES[at.page]?.title ?? "Your record"}`;
    // Who goes from page to page by keyboard or ear begins at the new page's heading.
    if (shown.current !== address.value) focusHeading();
    shown.current = address.value;
  }, [address.value]);
  const isIn = state.value === "ready" || state.value === "ended";
  return html`${isIn && html`<${Menu} page=${at.page} />`}
    <main id="content" tabindex="-1">
      ${!isOnline.value &&
      html`<p class="notice" role="status">
        You are offline. What you write is kept in this browser until you are back.
      </p>`}
      ${state.value === "ended" && html`<${Ended} />`}
      <${Content} at=${at} />
    </main>`;
}

const root = document.getElementById("record");
root.replaceChildren();
render(html`<${Frame} />`, root);
effect(() => root.classList.toggle("out", !["ready", "ended"].includes(state.value)));
load();
