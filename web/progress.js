// What the machine is doing: a list that the server's events keep true, each line with its cancel.

import { button, make, words } from "./page.js";

const ENGLISH = {
  title: "Work under way",
  nothing: "Nothing is being done.",
  waiting: "waiting",
  running: "under way",
  done: "done",
  failed: "failed",
  cancelling: "being cancelled",
  cancelled: "cancelled",
  of: "{done} of {total}",
  cancel: "Cancel",
  cancel_of: "Cancel {label}",
  lost: "The connection is lost; trying again. The work goes on without this page.",
  refused: "It could not be cancelled ({status}). Reload the page and try again.",
};
const OVER = new Set(["done", "failed", "cancelled"]);

/**
 * @typedef {object} Job
 * @property {string} id
 * @property {string} label
 * @property {"waiting" | "running" | "done" | "failed" | "cancelling" | "cancelled"} state
 * @property {number} [done]
 * @property {number} [total] unknown where it is left out
 * @property {string} [message] what it is at, or why it failed and what to do
 * @property {string} [cancel_url] where a POST cancels it; none where it cannot be
 */

/**
 * Reads `text/event-stream` at `events`: each message is a `Job` as JSON, whole or the fields that changed; an event named
 * `gone` with `{"id"}` takes a line away. EventSource connects again by itself.
 *
 * @param {HTMLElement} element
 * @param {{events: string, jobs?: Job[], words?: Record<string, string>}} data
 */
export function mount(element, data) {
  const say = words("progress", ENGLISH, data.words);
  const jobs = new Map();
  const lines = new Map();
  const nothing = make("p", { class: "nothing" }, say("nothing"));
  const list = make("ul", { class: "jobs plain", "aria-label": say("title") });
  const spoken = make("p", { class: "hear", role: "status" });
  const trouble = make("p", { class: "state open", role: "alert", hidden: true });

  function set(change) {
    const before = jobs.get(change.id);
    const job = { state: "waiting", label: change.id, ...before, ...change };
    jobs.set(job.id, job);
    if (!lines.has(job.id)) {
      lines.set(job.id, line(job, say, cancel));
      list.append(lines.get(job.id).row);
    }
    lines.get(job.id).show(job);
    nothing.hidden = jobs.size > 0;
    // Only a change of state is spoken: numbers that run would drown everything else.
    if (before?.state !== job.state) {
      spoken.textContent = `${job.label}: ${say(job.state)}`;
      element.dispatchEvent(new CustomEvent("job", { bubbles: true, detail: job }));
    }
  }

  function gone({ id }) {
    lines.get(id)?.row.remove();
    lines.delete(id);
    jobs.delete(id);
    nothing.hidden = jobs.size > 0;
  }

  async function cancel(id) {
    const token = document.querySelector('meta[name="csrf-token"]')?.content ?? "";
    const asked = { method: "POST", credentials: "same-origin", headers: { "X-CSRF-Token": token } };
    const answer = await fetch(jobs.get(id).cancel_url, asked).catch(() => ({ ok: false, status: 0 }));
    trouble.hidden = answer.ok;
    if (!answer.ok) trouble.textContent = say("refused", { status: answer.status });
    else if (!OVER.has(jobs.get(id)?.state)) set({ id, state: "cancelling" });
  }

  const source = new EventSource(data.events);
  source.addEventListener("message", (event) => set(JSON.parse(event.data)));
  source.addEventListener("gone", (event) => gone(JSON.parse(event.data)));
  source.addEventListener("open", () => { trouble.hidden = true; });
  source.addEventListener("error", () => {
    trouble.textContent = say("lost");
    trouble.hidden = false;
  });

  element.classList.add("progress");
  element.replaceChildren(trouble, nothing, list, spoken);
  for (const job of data.jobs ?? []) set(job);
  return { close: () => source.close() };
}

function line(job, say, cancel) {
  const label = make("bdi", { class: "label" }, job.label);
  const bar = make("progress", { "aria-label": job.label });
  const number = make("span", { class: "of" });
  const state = make("strong", {});
  const message = make("span", { class: "message" });
  const stop = button(say("cancel"), () => cancel(job.id), { "aria-label": say("cancel_of", { label: job.label }) });
  const row = make("li", { class: "job", "data-id": job.id },
    make("div", { class: "head" }, label, " ", state, stop), bar, make("div", { class: "foot" }, number, " ", message));

  function show({ state: now, done, total, message: said, cancel_url }) {
    row.dataset.state = now;
    state.textContent = say(now);
    state.className = now === "failed" ? "against" : now === "done" ? "done" : now === "cancelling" ? "open" : "plain";
    bar.hidden = OVER.has(now);
    if (total > 0) Object.assign(bar, { max: total, value: done ?? 0 });
    else bar.removeAttribute("value");
    number.textContent = total > 0 ? say("of", { done: done ?? 0, total }) : "";
    message.textContent = said ?? "";
    const hadFocus = document.activeElement === stop;
    stop.hidden = !cancel_url || OVER.has(now);
    stop.disabled = now === "cancelling";
    if (hadFocus && stop.hidden) { row.tabIndex = -1; row.focus(); }
  }
  return { row, show };
}
