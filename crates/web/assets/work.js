// The work on one report: both ends of a finding in view, cells edited as in a spreadsheet, nothing typed ever lost.
// Without this script every action is a form or a link and still works. Runs on Chromium 86.
(() => {
  "use strict";

  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const work = () => $("#work");
  const words = document.body.dataset;

  // ---- both ends of a finding ---------------------------------------------------------------------------------

  const target = (href) => {
    const hash = href && href.includes("#") ? href.slice(href.indexOf("#") + 1) : "";
    return hash ? document.getElementById(hash) : null;
  };

  const clearEnds = () => $$("mark.end").forEach((mark) => mark.classList.remove("end"));

  const show = (element) => {
    if (!element) return;
    element.scrollIntoView({ block: "center", inline: "nearest" });
  };

  /** The row or paragraph around an element. */
  const lineOf = (element) => element.closest("tr") || element.closest("[data-place]") || element;

  /** A copy of a row or paragraph, without ids. */
  const copyOf = (line) => {
    const row = line.closest("tr");
    const copy = line.cloneNode(true);
    [copy, ...$$("*", copy)].forEach((node) => {
      node.removeAttribute("id");
      node.removeAttribute("tabindex");
      node.removeAttribute("data-place");
    });
    $$("a", copy).forEach((link) => link.removeAttribute("href"));
    $$("textarea", copy).forEach((field) => field.remove());
    if (!row) return copy;
    const table = document.createElement("table");
    const body = document.createElement("tbody");
    body.append(copy);
    table.append(body);
    return table;
  };

  /** Shows the end that was asked for in the sheet, and the others of its finding below it. */
  const showEnds = (link) => {
    const card = link.closest(".finding, .hold");
    const links = $$(".ends a", card);
    const first = target(link.getAttribute("href"));
    clearEnds();
    links.forEach((other) => {
      const mark = target(other.getAttribute("href"));
      if (mark) mark.classList.add("end");
    });
    $$(".finding.at").forEach((other) => other.classList.remove("at"));
    if (card.classList.contains("finding")) card.classList.add("at");
    const others = links.map((other) => target(other.getAttribute("href"))).filter((mark) => mark && mark !== first);
    const pane = $(".other-end");
    if (pane) {
      const box = $("div", pane);
      // Several numbers of one row are shown in it once, and the row in view not again.
      const lines = [...new Set(others.map(lineOf))].filter((line) => !first || line !== lineOf(first));
      box.replaceChildren(...lines.slice(0, 6).map(copyOf));
      pane.hidden = lines.length === 0;
    }
    show(first);
  };

  const cards = () => $$("#list .finding");

  const stepTo = (card, end = 0) => {
    if (!card) return;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
    const links = $$(".ends a", card);
    card.dataset.end = String(end);
    if (links.length) showEnds(links[end % links.length]);
  };

  const step = (by) => {
    const all = cards();
    if (!all.length) return;
    const at = all.findIndex((card) => card.classList.contains("at"));
    stepTo(all[(at + by + all.length) % all.length]);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".ends a");
    if (link && target(link.getAttribute("href"))) {
      event.preventDefault();
      showEnds(link);
      return;
    }
    const go = event.target.closest("[data-go]");
    const place = go && $(`.sheet [data-place="${go.dataset.go}"]`);
    if (place) {
      event.preventDefault();
      select(place);
      show(place);
      return;
    }
    const inside = event.target.closest("mark a");
    const card = inside && target(inside.getAttribute("href"));
    if (card) {
      event.preventDefault();
      stepTo(card);
    }
  });

  // ---- the grid -----------------------------------------------------------------------------------------------

  let editor = null;
  let isStale = false;
  const places = () => $$(".sheet [data-place]");
  const current = () => $(".sheet .at");
  const isEditable = () => work() && work().dataset.editable === "true";
  const bases = () => JSON.parse(work().dataset.bases || "{}");

  /** True when the keys go to a selected place, or to the unseen field in it. */
  const isOn = (here, target = document.activeElement) => Boolean(here) && (target === here || (target.classList.contains("catcher") && here.contains(target)));

  /** The document is one stop of Tab; from a place in it Ctrl+Enter leads to its finding. */
  const quiet = () => $$(".sheet mark a").forEach((link) => {
    link.tabIndex = -1;
  });

  const select = (element, focus = true) => {
    if (!element) return;
    const before = current();
    if (before && before !== element) {
      before.classList.remove("at");
      before.removeAttribute("tabindex");
      $$(".catcher", before).forEach((field) => field.remove());
    }
    element.classList.add("at");
    if (focus) keysTo(element);
    element.scrollIntoView({ block: "nearest", inline: "nearest" });
  };

  /** An input method composes in fields only, so a selected place has one from the start; what is typed makes it the editor. */
  const keysTo = (element) => {
    if (!isEditable()) {
      element.tabIndex = 0;
      element.focus({ preventScroll: true });
      return;
    }
    let field = $(".catcher", element);
    if (!field) {
      field = document.createElement("textarea");
      field.className = "catcher";
      field.rows = 1;
      field.setAttribute("aria-label", `${nameOf(element)} ${textOf(element) || words.blank}`);
      field.addEventListener("compositionstart", () => edit(element, true));
      field.addEventListener("input", () => edit(element, true));
      element.append(field);
    }
    field.focus({ preventScroll: true });
  };

  /** A place in words: the head of its row and of its column, or how its paragraph begins. */
  const nameOf = (element) => {
    const here = spot(element);
    if (here.row === undefined) return textOf(element).slice(0, 24) || words.blank;
    const isWords = (cell) => cell !== element && /[^\d.,%\s+-]/.test(textOf(cell));
    const shared = places().filter((cell) => isWords(cell) && spot(cell).block === here.block);
    const row = shared.find((cell) => spot(cell).row === here.row);
    const above = shared.filter((cell) => {
      const at = spot(cell);
      return at.row < here.row && at.column <= here.column && here.column < at.column + at.width;
    });
    return [row, above[above.length - 1]].filter(Boolean).map((cell) => textOf(cell).replace(/\s+/g, "").slice(0, 24)).join(" · ") || element.dataset.place;
  };

  const spot = (element) => {
    const [block, row, column] = element.dataset.place.split(":").map(Number);
    return { block, row, column, width: element.colSpan || 1, height: element.rowSpan || 1 };
  };

  /** The neighbour of a cell in its table, or the block before or behind. */
  const neighbour = (element, key) => {
    const all = places();
    const here = spot(element);
    if (here.row === undefined || key === "Tab" || key === "ShiftTab") {
      const by = key === "ArrowUp" || key === "ArrowLeft" || key === "ShiftTab" ? -1 : 1;
      return all[all.indexOf(element) + by];
    }
    const cells = all.map((cell) => ({ cell, at: spot(cell) })).filter(({ at }) => at.block === here.block);
    const meets = (a, aSize, b, bSize) => a < b + bSize && b < a + aSize;
    const beside = cells.filter(({ at }) => {
      if (key === "ArrowRight") return at.column === here.column + here.width && meets(at.row, at.height, here.row, here.height);
      if (key === "ArrowLeft") return at.column + at.width === here.column && meets(at.row, at.height, here.row, here.height);
      if (key === "ArrowDown") return at.row === here.row + here.height && meets(at.column, at.width, here.column, here.width);
      return at.row + at.height === here.row && meets(at.column, at.width, here.column, here.width);
    });
    if (beside.length) return beside[0].cell;
    const by = key === "ArrowUp" || key === "ArrowLeft" ? -1 : 1;
    const outside = by > 0 ? cells[cells.length - 1] : cells[0];
    return all[all.indexOf(outside.cell) + by];
  };

  /** The first or last cell of its row, or of its table. */
  const edge = (element, isFirst, isWhole) => {
    const here = spot(element);
    const cells = places().filter((cell) => {
      const at = spot(cell);
      return at.block === here.block && (isWhole || at.row === here.row);
    });
    return cells[isFirst ? 0 : cells.length - 1];
  };

  /** The text of a place as the server keeps it: breaks are line feeds, the mark of a blank is none. */
  const textOf = (element) => {
    const copy = element.cloneNode(true);
    $$("mark.blank", copy).forEach((mark) => mark.remove());
    $$("br", copy).forEach((line) => line.replaceWith("\n"));
    return copy.textContent;
  };

  /** Opens the editor on a place, with its text or with what was just typed instead of it. */
  const edit = (element, replaces = false) => {
    if (!isEditable() || editor) return;
    keysTo(element);
    const field = $(".catcher", element);
    const text = textOf(element);
    field.className = "editor";
    if (!replaces) field.value = text;
    field.rows = Math.min(12, Math.max(1, Math.ceil(text.length / Math.max(4, element.clientWidth / 15)), text.split("\n").length));
    const kept = [...element.childNodes].filter((node) => node !== field);
    editor = { element, field, before: text, kept };
    // The field stays where it is: moved, it would lose what is being composed.
    kept.forEach((node) => node.remove());
    field.addEventListener("keydown", editorKey);
    field.addEventListener("blur", () => finish(true));
    field.addEventListener("input", () => remember(element, field.value));
    if (replaces) remember(element, field.value);
  };

  const finish = (keep) => {
    if (!editor) return;
    const { element, field, before, kept } = editor;
    editor = null;
    const text = field.value.replace(/\r\n/g, "\n").trim();
    if (keep && text !== before) {
      element.replaceChildren(document.createTextNode(text));
      element.classList.add("unsaved");
      save([{ place: element.dataset.place, text, before }]);
    } else {
      element.replaceChildren(...kept);
      forget([element.dataset.place]);
      if (isStale) refresh();
    }
  };

  const editorKey = (event) => {
    // While an input method composes, Enter confirms the candidate and nothing else.
    if (event.isComposing || event.keyCode === 229) return;
    const { element } = editor;
    if (event.key === "Enter" && event.altKey) {
      event.preventDefault();
      const { selectionStart: start, selectionEnd: end, value } = event.target;
      event.target.value = `${value.slice(0, start)}\n${value.slice(end)}`;
      event.target.setSelectionRange(start + 1, start + 1);
    } else if (event.key === "Enter" || event.key === "Tab") {
      event.preventDefault();
      event.stopPropagation();
      const key = event.key === "Enter" ? "ArrowDown" : event.shiftKey ? "ShiftTab" : "Tab";
      finish(true);
      select(neighbour(element, key) || element);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      finish(false);
      select(element);
    }
  };

  document.addEventListener("dblclick", (event) => {
    const place = event.target.closest(".sheet [data-place]");
    if (place && !editor) edit(place);
  });
  document.addEventListener("mousedown", (event) => {
    const place = event.target.closest(".sheet [data-place]");
    if (place && !event.target.closest("textarea, a")) select(place, false);
  });
  document.addEventListener("mouseup", (event) => {
    const place = event.target.closest(".sheet [data-place]");
    if (place && place.classList.contains("at") && !editor && String(window.getSelection()) === "") keysTo(place);
  });

  // ---- saving -------------------------------------------------------------------------------------------------

  const drafts = () => `drafts:${work().dataset.report}`;
  const readDrafts = () => JSON.parse(window.localStorage.getItem(drafts()) || "{}");
  const writeDrafts = (all) => {
    if (Object.keys(all).length) window.localStorage.setItem(drafts(), JSON.stringify(all));
    else window.localStorage.removeItem(drafts());
  };
  /** What is typed is kept in the browser until the server has it. */
  const remember = (element, text) => writeDrafts({ ...readDrafts(), [element.dataset.place]: text });
  const forget = (some) => {
    const all = readDrafts();
    some.forEach((place) => delete all[place]);
    writeDrafts(all);
  };

  const waiting = [];
  let isSending = false;
  let tries = 0;

  const tell = (text) => {
    const saved = $("#saved");
    if (saved) saved.textContent = text;
  };

  const uuid = () => ([1e7] + -1e3 + -4e3 + -8e3 + -1e11).replace(/[018]/g, (c) =>
    (c ^ (window.crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));

  const save = (texts, kind = "typed") => {
    const known = bases();
    texts.forEach(({ place, text }) => {
      const element = $(`.sheet [data-place="${place}"]`);
      if (element) remember(element, text);
    });
    waiting.push({ key: uuid(), kind, texts: texts.map(({ place, text, base }) => ({ place, text, base: base === undefined ? known[place] || 0 : base })) });
    send();
  };

  /** The words of a page that says why something was not done, in the language of this page. */
  const whyOf = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const why = $(document.documentElement.lang === "en" ? "[lang=en]" : ".refused", page) || $(".refused", page);
    return why ? why.textContent : "";
  };
  const replyOf = async (answer) =>
    (answer.headers.get("Content-Type") || "").includes("json") ? answer.json() : { message: whyOf(await answer.text()), conflicts: [], bases: {} };

  const send = async () => {
    if (isSending || !waiting.length) return;
    isSending = true;
    const next = waiting[0];
    tell(words.saving);
    try {
      const answer = await fetch(`/reports/${work().dataset.report}/texts`, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json" },
        body: JSON.stringify(next),
      });
      const reply = await replyOf(answer);
      // Out of order for now, or started anew since this page was opened: what is typed waits.
      if (answer.status === 401 || answer.status === 503 || answer.status === 507 || answer.status >= 520) throw new Error(reply.message);
      waiting.shift();
      tries = 0;
      if (answer.status === 409) {
        isSending = false;
        conflicts(reply.conflicts);
        return;
      }
      if (!answer.ok) {
        tell(`${words.refused} ${reply.message}`);
        isSending = false;
        return;
      }
      forget(next.texts.map(({ place }) => place));
      work().dataset.bases = JSON.stringify({ ...bases(), ...reply.bases });
      // What waits was typed over what was just saved.
      waiting.forEach((group) => group.texts.forEach((text) => {
        if (reply.bases[text.place] !== undefined) text.base = reply.bases[text.place];
      }));
      isSending = false;
      if (waiting.length) send();
      else if (!editor) refresh();
    } catch (error) {
      isSending = false;
      tries += 1;
      tell(`${words.unsaved} (${tries}) ${error.message || ""}`);
      window.setTimeout(send, Math.min(500 * 2 ** tries, 15000));
    }
  };

  window.addEventListener("beforeunload", (event) => {
    if (!waiting.length && !editor) return;
    event.preventDefault();
    // Older browsers ask only then.
    event.returnValue = "";
  });

  let isDrawing = false;
  /** Draws the work anew as the server knows it, one drawing after the other: of two at once the later would be dropped. */
  const refresh = () => {
    isStale = isDrawing;
    if (isDrawing || !window.htmx) return;
    isDrawing = true;
    const drawn = () => {
      isDrawing = false;
      if (isStale && !editor && !waiting.length) refresh();
    };
    window.htmx.ajax("GET", window.location.pathname + window.location.search, { target: "#work", select: "#work", swap: "outerHTML" }).then(drawn, drawn);
  };

  /** Opens a dialog; closed by Escape it answers nothing, whatever it answered before. */
  const ask = (dialog) => {
    dialog.returnValue = "";
    dialog.showModal();
  };

  // ---- somebody else changed the same place -----------------------------------------------------------------------

  const conflicts = (all) => {
    const [first, ...rest] = all;
    if (!first) {
      if (!waiting.length) refresh();
      return;
    }
    const dialog = $("#conflict");
    $$("[data-value]", dialog).forEach((node) => {
      node.textContent = first[node.dataset.value] || "—";
    });
    // One of the two has to be chosen: a value must not be lost to a key.
    dialog.oncancel = (event) => event.preventDefault();
    dialog.onclose = () => {
      if (dialog.returnValue === "") {
        ask(dialog);
        return;
      }
      if (dialog.returnValue === "mine") save([{ place: first.place, text: first.mine, base: first.base }]);
      else forget([first.place]);
      conflicts(rest);
    };
    ask(dialog);
  };

  // ---- a block from a spreadsheet ----------------------------------------------------------------------------------

  /** Rows of cells from what a spreadsheet puts on the clipboard. A merged cell fills its first place only. */
  const block = (data) => {
    const html = data.getData("text/html");
    if (html && /<t[dr][\s>]/i.test(html)) {
      const page = new DOMParser().parseFromString(html, "text/html");
      const rows = $$("tr", page).slice(0, 2000);
      const taken = rows.map(() => []);
      rows.forEach((row, at) => {
        let column = 0;
        $$("td, th", row).forEach((cell) => {
          while (taken[at][column] !== undefined) column += 1;
          const width = Math.min(cell.colSpan || 1, 200);
          const height = Math.min(cell.rowSpan || 1, rows.length - at);
          for (let down = 0; down < height; down += 1) for (let right = 0; right < width; right += 1) taken[at + down][column + right] = "";
          taken[at][column] = cell.textContent.replace(/\s+/g, " ").trim();
          column += width;
        });
      });
      return taken;
    }
    const text = data.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    return text.split("\n").slice(0, 2000).map((line) => line.split("\t").map((cell) => cell.trim()));
  };

  const pasteInto = (start, rows) => {
    const here = spot(start);
    if (here.row === undefined) return [{ element: start, text: rows.map((row) => row.join("\t")).join("\n") }];
    const cells = new Map(places().map((cell) => [cell.dataset.place, cell]));
    const changes = [];
    // Rows and columns count cells that are there: what a merged cell covers takes no value.
    const rowNumbers = [...new Set([...cells.values()].map(spot).filter((at) => at.block === here.block && at.row >= here.row).map((at) => at.row))].sort((a, b) => a - b);
    rows.forEach((row, down) => {
      const line = [...cells.values()].filter((cell) => {
        const at = spot(cell);
        return at.block === here.block && at.row === rowNumbers[down] && at.column >= here.column;
      });
      row.forEach((text, right) => {
        if (line[right] && textOf(line[right]) !== text) changes.push({ element: line[right], text });
      });
    });
    return changes;
  };

  document.addEventListener("paste", (event) => {
    const start = current();
    if (editor || !start || !isEditable() || event.target.closest("input, textarea:not(.catcher)")) return;
    event.preventDefault();
    const rows = block(event.clipboardData);
    const changes = pasteInto(start, rows).slice(0, 5000);
    if (!changes.length) return;
    const apply = () => {
      changes.forEach(({ element, text }) => {
        element.replaceChildren(document.createTextNode(text));
        element.classList.add("unsaved");
      });
      save(changes.map(({ element, text }) => ({ place: element.dataset.place, text })), "pasted");
    };
    if (changes.length === 1) {
      apply();
      return;
    }
    const dialog = $("#paste");
    $("tbody", dialog).replaceChildren(...changes.slice(0, 60).map(({ element, text }) => {
      const row = document.createElement("tr");
      [nameOf(element), textOf(element), text].forEach((value) => {
        const cell = document.createElement("td");
        cell.textContent = value;
        row.append(cell);
      });
      return row;
    }));
    $("[data-value=count]", dialog).textContent = String(changes.length);
    dialog.onclose = () => {
      if (dialog.returnValue === "apply") apply();
      select(start);
    };
    ask(dialog);
  });

  document.addEventListener("copy", (event) => {
    const here = current();
    if (editor || !here || String(window.getSelection()) !== "" || !isOn(here)) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", textOf(here));
  });

  // ---- keys ------------------------------------------------------------------------------------------------------

  const press = (selector, root = document) => {
    const button = $(selector, root);
    if (button && !button.disabled) button.click();
    return Boolean(button);
  };

  const cardKey = (event, card) => {
    if (event.key === "Enter" && event.target === card) stepTo(card, Number(card.dataset.end || -1) + 1);
    else if (event.key === "ArrowDown") step(1);
    else if (event.key === "ArrowUp") step(-1);
    else if (event.key === "a" || event.key === "A") press(".repairs button", card);
    else if (event.key === "i" || event.key === "I" || event.key === "c" || event.key === "C") {
      const details = $("details", card);
      if (!details) return false;
      details.open = true;
      $("textarea", details).focus();
    } else return false;
    return true;
  };

  const gridKey = (event, here) => {
    const key = event.key === "Tab" && event.shiftKey ? "ShiftTab" : event.key;
    const moves = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"];
    if (moves.includes(key)) select(neighbour(here, key));
    else if (key === "Tab" || key === "ShiftTab") {
      // On the last place the key leaves the grid, as on any field.
      const next = neighbour(here, key);
      if (!next) return false;
      select(next);
    } else if (key === "Escape" || (event.ctrlKey && key.toLowerCase() === "m")) $("#sheet").focus({ preventScroll: true });
    else if (key === "Enter" && event.ctrlKey) {
      const link = $("mark a", here);
      stepTo(link && target(link.getAttribute("href")));
    } else if (key === "Home" || key === "End") select(edge(here, key === "Home", event.ctrlKey));
    else if (key === "Enter" || key === "F2") edit(here);
    else if (key === "Delete" && isEditable()) {
      const before = textOf(here);
      if (before !== "") {
        here.replaceChildren();
        here.classList.add("unsaved");
        save([{ place: here.dataset.place, text: "" }]);
      }
    } else return false;
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (editor || event.isComposing || event.keyCode === 229) return;
    const typing = event.target.closest("input, textarea:not(.catcher), select");
    const here = current();
    if (event.key === "F8") step(event.shiftKey ? -1 : 1);
    else if ((event.ctrlKey || event.metaKey) && !typing && event.key.toLowerCase() === "z" && !event.shiftKey) press("#undo");
    else if ((event.ctrlKey || event.metaKey) && !typing && (event.key.toLowerCase() === "y" || (event.key.toLowerCase() === "z" && event.shiftKey))) press("#redo");
    else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s" && work()) send();
    else if (isOn(here, event.target)) {
      if (!gridKey(event, here)) return;
    } else if (!typing && event.target.closest(".finding")) {
      if (event.target.closest("summary, button, a") || !cardKey(event, event.target.closest(".finding"))) return;
    } else if (!typing && event.target.id === "sheet" && (event.key === "ArrowDown" || event.key === "Enter")) {
      select(here || places()[0]);
    } else return;
    event.preventDefault();
  });

  // ---- around a swap: where one was, stays in view -----------------------------------------------------------------

  let kept = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    // Somebody types already: the page is drawn anew when that is done.
    if (editor) {
      event.detail.shouldSwap = false;
      isStale = true;
      return;
    }
    const here = current();
    const card = $(".finding.at");
    kept = { sheet: $("#sheet") && $("#sheet").scrollTop, list: $("#list") && $("#list").scrollTop, place: here && here.dataset.place,
      finding: card && card.dataset.finding, number: card ? cards().indexOf(card) : -1, inGrid: isOn(here),
      changed: new Map($$(".sheet .changed").map((element) => [element.dataset.place, textOf(element)])) };
  });
  document.addEventListener("htmx:afterSwap", () => {
    if (!kept || !$("#sheet")) return;
    const panes = [$("#sheet"), $("#list")];
    panes.forEach((pane) => pane.classList.add("still"));
    $("#sheet").scrollTop = kept.sheet;
    $("#list").scrollTop = kept.list;
    window.setTimeout(() => panes.forEach((pane) => pane.classList.remove("still")));
    const here = kept.place && $(`.sheet [data-place="${kept.place}"]`);
    if (here) select(here, kept.inGrid);
    if (kept.finding && !kept.inGrid) {
      const same = cards().find((card) => card.dataset.finding === kept.finding) || cards()[Math.min(kept.number, cards().length - 1)];
      if (same) same.focus({ preventScroll: true });
    }
    // What a repair has just written comes into view.
    const fresh = kept.inGrid ? null : $$(".sheet .changed").find((element) => kept.changed.get(element.dataset.place) !== textOf(element));
    if (fresh) show(fresh);
    kept = null;
    quiet();
    offer();
  });
  document.addEventListener("htmx:responseError", (event) => {
    tell(`${words.refused} ${whyOf(event.detail.xhr.responseText)}`);
  });
  document.addEventListener("htmx:sendError", () => tell(words.unsaved));

  // ---- what an interrupted session had not saved yet ----------------------------------------------------------------

  const offer = () => {
    if (!work() || !isEditable()) return;
    const all = Object.entries(readDrafts()).filter(([place]) => !waiting.some((group) => group.texts.some((text) => text.place === place)));
    const left = all.filter(([place, text]) => {
      const element = $(`.sheet [data-place="${place}"]`);
      return element && textOf(element) !== text;
    });
    if (!left.length) {
      if (!waiting.length && !editor) writeDrafts({});
      return;
    }
    const dialog = $("#drafts");
    $("tbody", dialog).replaceChildren(...left.map(([place, text]) => {
      const row = document.createElement("tr");
      const element = $(`.sheet [data-place="${place}"]`);
      [nameOf(element), textOf(element), text].forEach((value) => {
        const cell = document.createElement("td");
        cell.textContent = value;
        row.append(cell);
      });
      return row;
    }));
    dialog.onclose = () => {
      if (dialog.returnValue === "apply") save(left.map(([place, text]) => ({ place, text })));
      else writeDrafts({});
    };
    ask(dialog);
  };

  // ---- files dropped anywhere on the first page ----------------------------------------------------------------------

  const drop = $("form.drop");
  if (drop) {
    document.addEventListener("dragover", (event) => event.preventDefault());
    document.addEventListener("drop", (event) => {
      event.preventDefault();
      if (!event.dataTransfer.files.length) return;
      $("input[type=file]", drop).files = event.dataTransfer.files;
      drop.requestSubmit();
    });
  }
  document.addEventListener("submit", (event) => {
    const button = event.target.querySelector("[data-busy]");
    if (button) button.textContent = button.dataset.busy;
  });

  quiet();
  offer();
  if (work() && window.location.hash) {
    const end = target(window.location.hash);
    if (end) show(end);
  }
})();
