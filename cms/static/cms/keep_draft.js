/* Keeps what somebody types in a form until it is sent, also when the connection drops.
   Everything works without this file: then the form is sent as any form is. */
(() => {
  "use strict";

  const KEPT_DAYS = 30;
  const SENT = "schakel-sent";
  /* Who somebody is does not stay behind on a computer that others use. */
  const NOT_KEPT = new Set(["csrfmiddlewaretoken", "name", "email"]);

  /* Storage may be full, or switched off: then nothing is kept, and sending works all the same. */
  const kept = (storage, work) => {
    try {
      return work(storage());
    } catch {
      return null;
    }
  };
  const local = (work) => kept(() => localStorage, work);
  const session = (work) => kept(() => sessionStorage, work);

  const read = (name) => {
    const found = local((storage) => JSON.parse(storage.getItem(name) || "null"));
    return found && Date.now() - found.at < KEPT_DAYS * 86400000 ? found.fields : null;
  };

  const start = (form) => {
    const name = `schakel-${form.dataset.draft}`;
    const status = form.querySelector("[data-draft-status]");

    const keep = () => {
      const fields = {};
      for (const [key, value] of new FormData(form)) {
        if (!NOT_KEPT.has(key) && typeof value === "string") fields[key] = value;
      }
      local((storage) => storage.setItem(name, JSON.stringify({ at: Date.now(), fields })));
    };

    const restore = (fields) => {
      let changed = false;
      for (const [key, value] of Object.entries(fields)) {
        const field = form.elements[key];
        if (!field || field.type === "checkbox" || field.value === value) continue;
        field.value = value;
        if (field.type === "hidden") continue;
        changed = true;
        const fold = field.closest("details");
        if (fold) fold.open = true;
      }
      if (changed) status.textContent = form.dataset.textRestored;
    };

    /* A form that came back refused holds what was typed already. */
    const refused = form.parentElement.querySelector(".error-summary, .notice-error");
    const before = read(name);
    if (before && !refused) restore(before);
    form.addEventListener("input", keep);
    form.addEventListener("submit", (event) => {
      keep();
      if (navigator.onLine === false) {
        event.preventDefault();
        status.textContent = form.dataset.textOffline;
        return;
      }
      session((storage) => storage.setItem(SENT, name));
    });
  };

  const forms = document.querySelectorAll("form[data-draft]");
  forms.forEach(start);
  if (!forms.length) {
    const sent = session((storage) => storage.getItem(SENT));
    if (sent) local((storage) => storage.removeItem(sent));
    session((storage) => storage.removeItem(SENT));
  }
})();
