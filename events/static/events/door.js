/* Checks people in at once, and keeps on the phone what could not be sent yet.
   Without this file every button sends the form, as any button does. */
(() => {
  "use strict";

  const AGAIN = 8000;
  const PATIENCE = 15000;
  const form = document.querySelector("[data-door]");
  if (!form) return;

  const search = document.querySelector("[data-door-search]");
  const status = document.querySelector("[data-door-status]");
  const count = document.querySelector("[data-door-count]");
  const session = form.elements.session ? form.elements.session.value : "";
  const name = `schakel-door-${form.dataset.door}`;
  let sending = false;
  let timer = 0;

  /* Numbers only: nobody's name stays on the phone. */
  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(name) || "[]");
    } catch {
      return [];
    }
  };
  const write = (queue) => {
    try {
      localStorage.setItem(name, JSON.stringify(queue));
      return true;
    } catch {
      return false;
    }
  };
  const say = (text) => {
    status.textContent = text;
  };
  const row = (pk) => form.querySelector(`[data-door-row="${CSS.escape(String(pk))}"]`);

  const mark = (pk, isIn) => {
    const line = row(pk);
    if (!line) return;
    line.classList.toggle("is-in", isIn);
    line.querySelector(".door-in").hidden = !isIn;
    line.querySelector(".door-undo").hidden = !isIn;
    for (const button of line.querySelectorAll("[name=check_in], [name=let_in]")) button.hidden = isIn;
    const since = line.querySelector(".door-since");
    if (!isIn && since) since.remove();
  };

  const waiting = () => read().filter((each) => each.session === session && each.field !== "undo");

  const show = (present) => {
    const isIn = new Set(present.map(String));
    for (const each of waiting()) isIn.add(each.value.split(":")[0]);
    for (const line of form.querySelectorAll("[data-door-row]")) {
      mark(line.dataset.doorRow, isIn.has(line.dataset.doorRow));
    }
    count.textContent = String(isIn.size);
  };

  const post = async (each) => {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.set(each.field, each.value);
    body.set("ago", String(Math.round((Date.now() - each.at) / 1000)));
    if (each.session) body.set("session", each.session);
    const given = new AbortController();
    const tooLong = setTimeout(() => given.abort(), PATIENCE);
    try {
      const headers = { Accept: "application/json" };
      return await fetch(form.action, { method: "POST", body, headers, signal: given.signal });
    } finally {
      clearTimeout(tooLong);
    }
  };

  const drop = (each) => write(read().filter((other) => other.id !== each.id));

  const later = () => {
    say(`${form.dataset.textWaiting} ${read().length}`);
    clearTimeout(timer);
    timer = setTimeout(replay, AGAIN);
  };

  /* One after the other, the first first: a tap and its taking back keep their order. */
  async function replay() {
    if (sending) return;
    sending = true;
    clearTimeout(timer);
    try {
      for (let [each] = read(); each; [each] = read()) {
        const answer = await post(each);
        const type = answer.headers.get("content-type") || "";
        if (answer.status >= 500 || answer.status === 429) throw new Error("later");
        /* Signed out, or the page stood open too long: only loading it anew helps. */
        if (!type.startsWith("application/json")) return say(form.dataset.textFailed);
        const told = await answer.json();
        drop(each);
        if (each.session === session) show(told.present);
        say(told.error || told.said);
      }
    } catch {
      later();
    } finally {
      sending = false;
    }
  }

  const fresh = () => ("randomUUID" in crypto ? crypto.randomUUID() : null);

  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button || !button.name) return;
    const undo = button.name === "undo";
    const pk = button.value.split(":")[0];
    const each = { id: `${Date.now()}-${pk}-${button.name}`, field: button.name, value: button.value, session, at: Date.now() };
    /* Where nothing can be kept, the form is sent as it is. */
    if (!write([...read(), each])) return;
    event.preventDefault();
    mark(pk, !undo);
    if (undo) {
      /* Who comes after all arrives anew. */
      const again = fresh();
      const other = row(pk).querySelector("[name=check_in], [name=let_in]");
      if (again) other.value = `${pk}:${again}`;
    }
    count.textContent = String(form.querySelectorAll("[data-door-row].is-in").length);
    replay();
  });

  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const narrow = () => {
    const words = plain(search.elements.q.value).split(/\s+/).filter(Boolean);
    for (const line of form.querySelectorAll("[data-door-row]")) {
      const has = plain(line.dataset.doorWords);
      line.hidden = !words.every((word) => has.includes(word));
    }
  };
  search.elements.q.addEventListener("input", narrow);
  search.addEventListener("submit", (event) => {
    /* Whoever types a code and presses Enter is one tap from the button of that one person. */
    const left = [...form.querySelectorAll("[data-door-row]:not([hidden])")];
    if (!left.length) return;
    event.preventDefault();
    const button = left[0].querySelector("button:not([hidden])");
    if (button) button.focus();
  });
  const choose = document.querySelector("[data-door-choose]");
  if (choose) {
    choose.hidden = true;
    choose.form.elements.session.addEventListener("change", () => choose.form.submit());
  }
  window.addEventListener("online", replay);
  if (read().length) {
    for (const each of waiting()) mark(each.value.split(":")[0], true);
    replay();
  }
})();
