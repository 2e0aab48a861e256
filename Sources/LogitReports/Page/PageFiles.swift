// swift-format-ignore-file
// Made by Scripts/embedded-files from report.css and report.js; change those.

/// The script and the style of a report's page.
enum PageFiles {
  static let style =
    #"""
    * { box-sizing: border-box }
    html { background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
    body { margin: 0 auto; max-width: 1160px; padding: 8px }
    h1 { font-size: 1.6rem; line-height: 1.25; margin: 8px 0 }
    h2 { font-size: 1.25rem; margin: 0 0 8px; line-height: 1.3 }
    h3 { font-size: 1rem; margin: 16px 0 4px }
    p { margin: 8px 0; max-width: 46em }
    section { border-top: 1px solid var(--line); margin-top: 24px; padding-top: 16px }
    a { color: inherit }
    .lead { font-size: 1.2rem }
    .note { color: var(--gray) }
    .grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(350px, 100%), 350px)); gap: 16px 24px; align-items: start }
    figure { margin: 0 }
    figcaption { font-weight: 600 }
    figure svg, .strip svg { display: block; max-width: 100%; height: auto }
    .legend { list-style: none; margin: 4px 0; padding: 0; font-size: 14px }
    .legend svg { display: inline-block; vertical-align: middle; margin-right: 6px; overflow: visible }
    .scroll { overflow-x: auto; max-width: 100% }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 14px; margin: 4px 0 }
    caption { text-align: left; color: var(--gray); padding-bottom: 4px }
    th, td { padding: 3px 10px 3px 0; text-align: left; vertical-align: middle; border-bottom: 1px solid var(--soft); overflow-wrap: break-word }
    th { font-weight: 600 }
    th[scope=row] { font-weight: 400; min-width: 9em }
    td:not(.n) { min-width: 7em }
    th bdi, td bdi { display: inline-block; max-width: 15em }
    .n { text-align: right; white-space: nowrap }
    th.n { white-space: normal }
    .cards { display: flex; flex-wrap: wrap; gap: 8px; margin: 12px 0; padding: 0; list-style: none }
    .cards li { background: var(--soft); border: 1px solid var(--line); border-radius: 6px; padding: 8px 12px; min-width: 160px; flex: 1 1 160px; max-width: 350px }
    .cards b { display: block; font-size: 1.4rem; line-height: 1.3 }
    .cards span { display: block; font-size: 14px; color: var(--gray) }
    .findings { padding-left: 0; list-style: none; max-width: 60em }
    .findings li { border-left: 4px solid var(--line); padding: 0 0 0 12px; margin: 12px 0 }
    .findings li.warning { border-color: var(--s1) }
    .findings li.error { border-color: var(--s3) }
    .strip { width: 350px; max-width: 100% }
    .strip input { display: block; width: calc(330 / 350 * 100% + 16px); margin: 0 0 0 calc(10 / 350 * 100% - 8px); height: 32px; accent-color: var(--ink) }
    .pale { opacity: .3 }
    .own, .for { fill: var(--s1) }
    .others, .against { fill: var(--s0) }
    #cut { stroke: var(--ink); stroke-width: 2; fill: none }
    #ticks { font-size: 14px; text-anchor: middle }
    .cell { display: block; overflow: visible }
    .axis { stroke: var(--line); fill: none }
    .range { stroke: var(--ink); stroke-width: 2; fill: none }
    .sure { fill: var(--ink) }
    .unsure { fill: var(--paper); stroke: var(--ink); stroke-width: 2 }
    .hist { fill: var(--s0) }
    input, select, button { max-width: 100%; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--gray); border-radius: 4px; padding: 2px 6px; min-height: 32px }
    td input, td select { width: 9.5em; font-size: 14px }
    label { display: inline-block }
    label input { width: 5em }
    button { padding: 2px 12px; background: var(--soft) }
    :focus-visible { outline: 3px solid var(--s0); outline-offset: 2px }
    summary { cursor: pointer; padding: 4px 0 }
    pre { background: var(--soft); padding: 8px; overflow-x: auto; font-size: 14px; white-space: pre-wrap; margin: 4px 0 }
    .card { background: var(--soft); border-radius: 6px; padding: 4px 16px }
    .quiet { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
    [hidden] { display: none }
    @media print {
      section, figure, tr, li { break-inside: avoid }
      section { border: 0 }
      [data-script] { display: none }
      body { max-width: none }
    }
    @media (forced-colors: active) {
      .own, .for { fill: Highlight }
      .others, .against, .hist { fill: GrayText }
    }
    """# + "\n"

  static let script =
    #"""
    // Moves the threshold and works rows out.
    "use strict";
    const $ = (id) => document.getElementById(id);
    const all = (selector, act) => document.querySelectorAll(selector).forEach(act);
    const data = JSON.parse($("data").textContent);
    all("[data-script]", (element) => { element.hidden = false; });
    // What stays costs no layout.
    const show = (id, text) => {
      const node = $(id)?.firstChild;
      if (!node) $(id)?.append(text);
      else if (node.data !== text) node.data = text;
    };
    const on = (id, event, act) => $(id)?.addEventListener(event, act);
    const set = (id, values) =>
      Object.entries(values).forEach((pair) => $(id).setAttribute(...pair));
    const signed = (value) => (value < 0 ? "−" : "+") + Math.abs(value).toFixed(2);
    const grouped = (count) =>
      (Number.isInteger(count) ? String(count).replace(/\B(?=(\d{3})+$)/g, ",") : String(count));
    // Halfway between two numbers, as odd 32nds are, the even one, as all over the page.
    const share = (value) => {
      if (Number.isNaN(value)) return "undefined";
      if (value * 32 % 2 !== 1) return value.toFixed(4);
      const below = Math.floor(value * 1e4);
      return ((below + below % 2) / 1e4).toFixed(4);
    };

    // Differences between falling counts, seven bits a byte, the lowest first; the last below 128.
    function counts(text, total) {
      const found = [];
      let [left, value, unit] = [total, 0, 1];
      for (const letter of atob(text)) {
        const byte = letter.charCodeAt(0);
        value += (byte & 127) * unit;
        unit *= 128;
        if (byte > 127) continue;
        found.push(left -= value);
        [value, unit] = [0, 1];
      }
      return found;
    }
    function wilson(hits, trials) {
      const [z, p] = [data.z, hits / trials];
      const square = z * z / trials;
      const center = (p + square / 2) / (1 + square);
      const half = Math.sqrt(p * (1 - p) * square + square * square / 4) / (1 + square);
      return [p === 0 ? 0 : Math.max(center - half, 0), p === 1 ? 1 : Math.min(center + half, 1)];
    }

    function threshold() {
      const slider = $("stop");
      const sets = data.sets.map((one) => ({
        ...one, above: [one.others, one.own].map((text, side) => counts(text, one.totals[side])),
      }));
      let [chosen, timer, miss, alarm] = [sets[0], 0, +$("miss").value, +$("alarm").value];
      const at = (stop) => {
        const [fp, tp] = chosen.above.map((above) => above[stop]);
        const [others, own] = chosen.totals;
        return { tn: others - fp, fp, fn: own - tp, tp };
      };
      const words = (stop) => {
        const isStored = stop === chosen.stored;
        const odds = isStored ? chosen.at : chosen.first + stop * chosen.step;
        return `probability ${isStored ? chosen.threshold : share(1 / (1 + Math.exp(-odds)))}, log-odds ${signed(odds)}`;
      };
      function measure(id, hits, trials) {
        show(id, share(hits / trials));
        show(id + "-range", trials ? wilson(hits, trials).map(share).join(" to ") : "");
      }
      const text = (value) => grouped(+value.toPrecision(6));
      const of = (stop) => at(stop).fn * miss + at(stop).fp * alarm;
      const far = (stop) => Math.abs(stop - chosen.stored);
      function cost() {
        [miss, alarm] = ["miss", "alarm"].map((id) => Math.max(0, +$(id).value || 0));
        let best = chosen.stored;
        chosen.above[0].forEach((_, stop) => {
          if (of(stop) < of(best) || (of(stop) === of(best) && far(stop) < far(best))) best = stop;
        });
        show("cheapest", `${text(of(best))} at ${words(best)}`);
        update();
      }
      function dot(id, x, y) {
        if (!$(id)) return;
        const [left, right, top, bottom] = $(id).dataset.box.split(" ").map(Number);
        const fits = Number.isFinite(x + y);
        set(id, { visibility: fits ? "visible" : "hidden" });
        if (fits) set(id, { cx: left + x * (right - left), cy: bottom + y * (top - bottom) });
      }
      function update() {
        const stop = +slider.value;
        const found = at(stop);
        const { fp, tp, fn, tn } = found;
        const [others, own] = chosen.totals;
        for (const [id, count] of Object.entries(found)) show(id, grouped(count));
        measure("recall", tp, own);
        measure("precision", tp, tp + fp);
        measure("specificity", tn, others);
        measure("accuracy", tp + tn, own + others);
        show("at", words(stop));
        slider.setAttribute("aria-valuetext", words(stop));
        const x = 10 + 330 * stop / 320;
        set("cut", { d: `M${x} 0V60M${x} 80V150` });
        set("under", { width: x });
        set("over", { x });
        dot("roc-dot", fp / others, tp / own);
        dot("precision-recall-dot", tp / own, tp / (tp + fp));
        show("cost", text(of(stop)));
        clearTimeout(timer);
        timer = setTimeout(() => show("status",
          `At ${words(stop)}: ${grouped(fn)} of ${grouped(own)} ${chosen.name} missed, `
          + `${grouped(fp)} of ${grouped(others)} others called ${chosen.name}.`), 250);
      }
      function bars(side) {
        const [above, total] = [chosen.above[side], chosen.totals[side]];
        const parts = Array.from({ length: 64 }, (_, part) =>
          (part ? above[part * 5] : total) - (part < 63 ? above[part * 5 + 5] : 0));
        const most = Math.max(...parts, 1);
        const sign = side ? "-" : "";
        return parts.map((count, part) => {
          const size = Math.max(58 * count / most, 2).toFixed(2);
          return count ? `M${(10 + part * 330 / 64).toFixed(2)} ${side ? 60 : 80}v${sign}${size}h4.7V${side ? 60 : 80}z` : "";
        }).join("");
      }
      function choose(index) {
        chosen = sets[index];
        all("[data-class]", (element) => { element.textContent = chosen.name; });
        [".others", ".own"].forEach((name, side) =>
          all(".strip " + name, (element) => element.setAttribute("d", bars(side))));
        $("ticks").innerHTML = chosen.ticks.map(([x, text]) => `<text x="${x}" y="75">${text}</text>`).join("");
        back();
        cost();
      }
      function back() {
        slider.value = chosen.stored;
        update();
      }
      on("stop", "input", update);
      ["miss", "alarm"].forEach((id) => on(id, "input", cost));
      on("reset", "click", back);
      on("class", "change", (event) => choose(event.target.selectedIndex));
    }

    function row() {
      const { columns, typical, additive, shown } = data.row;
      const inputs = shown.map((place) => $("v" + place));
      let base = typical;
      const text = (value) => String(typeof value === "number" ? +value.toPrecision(6) : value ?? "");
      const object = (values) => Object.fromEntries(columns.map((column, place) => [column, values[place]]));
      const shares = (values) => model.probabilities(object(values));
      const odds = (p, label) => {
        const others = p.reduce((sum, value, place) => (place === label ? sum : sum + value), 0);
        return Math.min(Math.max(Math.log(p[label]) - Math.log(others), -745), 745);
      };
      function read() {
        const values = base.slice();
        shown.forEach((place, index) => {
          const { value, dataset: { kind } } = inputs[index];
          if (value === text(base[place])) return;
          values[place] = value === "" ? null
            : kind === "number" ? +value : kind === "boolean" ? value === "true" : value;
        });
        return values;
      }
      // Shapley values; of more than eight that may interact, over some orders.
      function contributions(values, label) {
        const found = columns.map(() => 0);
        const players = [...found.keys()].filter((place) => values[place] !== typical[place]);
        const count = players.length;
        const worth = (members) => {
          const mixed = typical.slice();
          for (const place of members) mixed[place] = values[place];
          return odds(shares(mixed), label);
        };
        const none = worth([]);
        if (additive) {
          for (const place of players) found[place] = worth([place]) - none;
        } else if (count <= 8) {
          const parts = [];
          for (let size = 0, ways = count; size < count; ways *= (count - 1 - size) / ++size) parts.push(1 / ways);
          const sets = Array.from({ length: 1 << count }, (_, mask) => players.filter((_, i) => mask >> i & 1));
          const worths = sets.map(worth);
          players.forEach((place, i) => sets.forEach((members, mask) => {
            if (mask >> i & 1) return;
            found[place] += parts[members.length] * (worths[mask | 1 << i] - worths[mask]);
          }));
        } else for (let turn = 0; turn < 8; turn++) {
          const start = Math.floor(turn * count / 8);
          const order = [...players.slice(start), ...players.slice(0, start)];
          for (const way of [order, order.slice().reverse()]) {
            let before = none;
            way.forEach((place, i) => {
              const after = worth(way.slice(0, i + 1));
              found[place] += (after - before) / 16;
              before = after;
            });
          }
        }
        return found;
      }
      function update() {
        const values = read();
        const p = shares(values);
        show("refused", Number.isNaN(p[0]) ? "The model refuses a value, or a gap." : "");
        if (Number.isNaN(p[0])) return;
        const label = p.length === 2 ? 1 : p.indexOf(Math.max(...p));
        const parts = contributions(values, label);
        const [start, end] = [odds(shares(typical), label), odds(p, label)];
        show("predicted", model.predict(object(values)));
        show("explained", data.classes[label]);
        show("probability", p[label] > 0 && p[label] < 1e-4 ? p[label].toExponential(2) : share(p[label]));
        show("odds", signed(end));
        show("start", signed(start));
        show("rest", signed(parts.reduce((sum, part, place) => (shown.includes(place) ? sum : sum + part), 0)));
        let sum = start;
        const stages = shown.map((place) => [sum, sum += parts[place]]);
        const ends = [start, end, ...stages.flat()];
        const low = Math.min(...ends);
        const scale = 116 / (Math.max(...ends) - low || 1);
        shown.forEach((place, index) => {
          const [from, to] = stages[index];
          show("c" + place, signed(parts[place]));
          set("b" + place, {
            x: 2 + (Math.min(from, to) - low) * scale, width: Math.abs(to - from) * scale,
            class: to < from ? "against" : "for",
          });
        });
      }
      function fill() {
        base = [typical, ...data.row.rows][choice.selectedIndex];
        shown.forEach((place, index) => { inputs[index].value = text(base[place]); });
        update();
      }
      const choice = $("row-choice");
      shown.forEach((place) => on("v" + place, "input", update));
      on("row-choice", "change", fill);
      on("typical", "click", () => {
        choice.selectedIndex = 0;
        fill();
      });
      fill();
    }

    if (data.sets) threshold();
    if (data.row) row();
    """# + "\n"
}
