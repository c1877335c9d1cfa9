// The desk's keys, and the ways from a value to its words and back. Everything else is done by the server.
(() => {
  "use strict";

  // In UTF-16 units; the same stands in DraftLimits.Pasted.
  const mostPasted = 400000;
  let field = null;
  let chosen = null;

  // Fields that were typed into. What is typed while nobody knows yet that the connection is lost is heard by nobody, so all of them are told again once it is back.
  const typed = new Set();

  const byId = id => document.getElementById(id);

  function focus(id) {
    // What was asked for may be drawn a moment later.
    let tries = 20;
    const attempt = () => {
      const target = byId(id);
      if (!target) {
        if (tries-- > 0) requestAnimationFrame(attempt);
        return;
      }
      target.closest("details:not([open])")?.setAttribute("open", "");
      target.focus({ preventScroll: true });
      target.scrollIntoView({ block: "center" });
    };
    attempt();
  }

  function lead(from) {
    focus(from.dataset.leadsTo);
  }

  function help() {
    const keys = byId("keys");
    if (keys) {
      keys.open = !keys.open;
      keys.querySelector("summary").focus();
    }
  }

  function combination(event) {
    return (event.ctrlKey ? "Ctrl+" : "") + (event.altKey ? "Alt+" : "") + (event.shiftKey && event.altKey ? "Shift+" : "") + event.code;
  }

  // The nearest to where the keyboard is: a field's own button before the page's.
  function buttonFor(keys, from) {
    for (let scope = from.closest("[data-scope]"); scope; scope = scope.parentElement?.closest("[data-scope]")) {
      const own = scope.querySelector(`[data-keys="${keys}"]:not([disabled])`);
      if (own) return own;
    }
    return [...document.querySelectorAll(`[data-keys="${keys}"]:not([disabled])`)].find(button => !button.closest("[data-scope]"));
  }

  function offset(root, node, at) {
    const before = document.createRange();
    before.setStart(root, 0);
    before.setEnd(node, at);
    return before.toString().length;
  }

  function remember() {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return;
    const range = selection.getRangeAt(0);
    const text = (range.commonAncestorContainer.nodeType === 1 ? range.commonAncestorContainer : range.commonAncestorContainer.parentElement)?.closest(".captured");
    if (text) {
      chosen = { source: Number(text.dataset.source), start: offset(text, range.startContainer, range.startOffset), end: offset(text, range.endContainer, range.endOffset) };
    }
  }

  function tooMuch(element, length) {
    const told = byId("too-much");
    if (!told) return;
    const label = element.labels?.[0]?.textContent.trim() ?? "Field";
    told.textContent = `${label}: there are ${length.toLocaleString("en")} characters, and ${mostPasted.toLocaleString("en")} fit into one field. Shorten it here; until then the last save stands.`;
    if (!told.hidden) return;
    told.hidden = false;
    told.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("click", event => {
    const from = event.target.closest?.("[data-leads-to]");
    if (from) {
      event.preventDefault();
      lead(from);
    } else if (event.target.closest?.("[data-back]")) {
      if (field) focus(`f-${field}`);
    } else if (event.target.closest?.("[data-help]")) {
      help();
    }
  });

  document.addEventListener("keydown", event => {
    const at = event.target;
    if (!(at instanceof Element)) return;
    if (event.key === "Enter" && at.matches("mark[data-leads-to]")) {
      event.preventDefault();
      lead(at);
      return;
    }
    if (event.key === "?" && !at.matches("input, textarea, select")) {
      event.preventDefault();
      help();
      return;
    }
    if ((event.key === "ArrowUp" || event.key === "ArrowDown") && at.matches("[data-grid] input[data-column]")) {
      const column = [...document.querySelectorAll(`[data-grid] input[data-column="${at.dataset.column}"]`)];
      const next = column[column.indexOf(at) + (event.key === "ArrowUp" ? -1 : 1)];
      if (next) {
        event.preventDefault();
        next.focus();
      }
      return;
    }
    if (event.altKey) {
      const button = buttonFor(combination(event), at);
      if (button) {
        event.preventDefault();
        // What is typed is sent when a field is left, where it is not sent with each key.
        if (at.matches("textarea, input")) at.dispatchEvent(new Event("change", { bubbles: true }));
        button.click();
      }
    }
  });

  document.addEventListener("focusin", event => {
    if (event.target.dataset?.field) field = event.target.dataset.field;
  });
  document.addEventListener("selectionchange", remember);

  // Rows copied from a spreadsheet, pasted into a line: as if pasted into the box for them.
  document.addEventListener("paste", event => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const box = byId("paste-rows");
    if (event.target.closest?.("[data-grid]") && box && /\t|\n./.test(text)) {
      event.preventDefault();
      box.closest("details").open = true;
      box.value = text;
      box.dispatchEvent(new Event("input", { bubbles: true }));
      box.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });

  new MutationObserver(changes => {
    if (changes.some(change => change.target.id === "components-reconnect-modal" && change.target.classList.contains("components-reconnect-hide"))) {
      for (const each of typed) {
        if (each.isConnected) each.dispatchEvent(new Event(each.matches("select") ? "change" : "input", { bubbles: true }));
      }
    }
  }).observe(document, { subtree: true, attributeFilter: ["class"] });

  // More than a circuit takes in one message would end it: kept in the field, and said.
  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, event => {
      const length = event.target.value?.length ?? 0;
      if (!event.target.closest?.("[data-desk]")) return;
      typed.add(event.target);
      // Half of a character ends a circuit that hears it; what it is half of comes with the next key.
      if (event.target.value?.isWellFormed?.() === false) {
        event.stopImmediatePropagation();
        return;
      }
      if (length > mostPasted) {
        event.stopImmediatePropagation();
        // Not when the field is left: what moves then is moved from under the pointer.
        if (kind === "input") tooMuch(event.target, length);
      } else if (kind === "input" && byId("too-much")) {
        byId("too-much").hidden = true;
      }
    }, true);
  }

  window.aidDesk = {
    focus,
    selection: () => chosen && { field, ...chosen },
  };
})();
