/* Keeps what somebody types, makes a photo small and sends it once, also on a bad connection.
   Everything works without this file: then the form is sent as any form is. */
(() => {
  "use strict";

  const LONGEST_SIDE = 1600;
  const QUALITY = 0.8;
  const PATIENCE = 90000;
  const AGAIN = 15000;
  const KEPT_DAYS = 30;
  const NOT_KEPT = new Set(["csrfmiddlewaretoken", "photo"]);

  const shrink = async (file) => {
    try {
      const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.max(1, Math.round(bitmap.width * scale));
      canvas.height = Math.max(1, Math.round(bitmap.height * scale));
      const paper = canvas.getContext("2d");
      paper.fillStyle = "#fff";
      paper.fillRect(0, 0, canvas.width, canvas.height);
      paper.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      const small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
      return small ? new File([small], "photo.jpg", { type: "image/jpeg" }) : file;
    } catch {
      /* The server says what is wrong with it, or makes it small after all. */
      return file;
    }
  };

  const store = {
    read(name) {
      try {
        const kept = JSON.parse(localStorage.getItem(name) || "null");
        const old = kept && Date.now() - kept.at > KEPT_DAYS * 86400000;
        return old ? null : kept;
      } catch {
        return null;
      }
    },
    write(name, fields) {
      try {
        localStorage.setItem(name, JSON.stringify({ at: Date.now(), fields }));
      } catch {
        /* Full, or switched off: then nothing is kept, and sending works all the same. */
      }
    },
    clear(name) {
      try {
        localStorage.removeItem(name);
      } catch {
        /* As above. */
      }
    },
  };

  const start = (form) => {
    const name = `schakel-${form.dataset.draft}`;
    let sending = false;
    let waiting = 0;
    /* A promise, because making a photo small takes a while on a phone. */
    let photo = null;

    const say = (text) => {
      form.querySelector("[data-update-status]").textContent = text;
    };

    const fields = () => {
      const found = {};
      for (const [key, value] of new FormData(form)) {
        if (!NOT_KEPT.has(key) && typeof value === "string") found[key] = value;
      }
      return found;
    };

    const keep = () => store.write(name, fields());

    const restore = () => {
      const kept = store.read(name);
      if (!kept || !kept.fields.happened) return;
      const changed = kept.fields.happened !== form.elements.happened.value;
      for (const [key, value] of Object.entries(kept.fields)) {
        const field = form.elements[key];
        if (!field) continue;
        if (field.type === "checkbox") field.checked = true;
        else field.value = value;
        if (value && field.closest && field.type !== "hidden") {
          const fold = field.closest("details");
          if (fold && field.value !== field.defaultValue && field.tagName !== "SELECT") fold.open = true;
        }
      }
      if (changed) say(form.dataset.textRestored);
    };

    const busy = (on) => {
      sending = on;
      for (const button of form.querySelectorAll("button[type=submit]")) {
        button.setAttribute("aria-disabled", String(on));
      }
    };

    const later = (text) => {
      say(text);
      clearTimeout(waiting);
      waiting = setTimeout(send, AGAIN);
    };

    const show = async (html) => {
      const refused = new DOMParser().parseFromString(html, "text/html").querySelector("form");
      form.replaceChildren(...refused.childNodes);
      if (photo) {
        const chosen = new DataTransfer();
        chosen.items.add(await photo);
        form.elements.photo.files = chosen.files;
      }
      keep();
      const wrong = form.querySelector(".errorlist, [role=alert]");
      if (wrong) wrong.scrollIntoView({ block: "center" });
    };

    const understand = async (answer) => {
      if (answer.status === 422) return show(await answer.text());
      /* Signed out meanwhile, or the page stood open too long: what was typed comes back. */
      if (answer.redirected) return location.assign(answer.url);
      if (answer.status === 403) return location.reload();
      const type = answer.headers.get("content-type") || "";
      if (!answer.ok || !type.startsWith("application/json")) return say(form.dataset.textFailed);
      const { address } = await answer.json();
      store.clear(name);
      say(form.dataset.textSent);
      const there = new URL(address, location.href);
      if (there.pathname !== location.pathname) return location.assign(there);
      /* The page has to be read anew, also when only what stands behind the # differs. */
      history.replaceState(null, "", there);
      location.reload();
    };

    async function send() {
      if (sending) return;
      clearTimeout(waiting);
      keep();
      if (navigator.onLine === false) return later(form.dataset.textOffline);
      busy(true);
      say(form.dataset.textSending);
      const given = new AbortController();
      const tooLong = setTimeout(() => given.abort(), PATIENCE);
      try {
        const body = new FormData(form);
        if (photo) body.set("photo", await photo);
        const headers = { Accept: "application/json" };
        const options = { method: "POST", body, headers, signal: given.signal };
        await understand(await fetch(form.action, options));
      } catch {
        later(form.dataset.textOffline);
      } finally {
        clearTimeout(tooLong);
        busy(false);
      }
    }

    form.addEventListener("input", keep);
    form.addEventListener("change", (event) => {
      if (event.target.name !== "photo") return keep();
      const [file] = event.target.files;
      photo = file ? shrink(file) : null;
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send();
    });
    window.addEventListener("online", () => {
      if (waiting) send();
    });
    restore();
  };

  document.querySelectorAll("[data-update-form]").forEach(start);
})();
