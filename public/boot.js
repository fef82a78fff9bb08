// Runs before the first paint: sets theme, profile and text settings, so that neither colors nor numbers flash, and
// keeps what the reader does until the app listens.
(function () {
  var root = document.documentElement;
  var settings = {};
  // Today greets a newcomer, unless src/ui/shared/return-note.ts says that there is work to come back to.
  try {
    if (localStorage.getItem("drydock.returns")) root.dataset.returns = "";
    settings = JSON.parse(localStorage.getItem("drydock.settings") || "{}") || {};
  } catch {
    settings = {};
  }
  var dark =
    settings.theme === "dark" || (settings.theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.dataset.theme = dark ? "dark" : "light";
  root.dataset.profile = settings.profile === "azure" ? "azure" : "chapter";
  root.dataset.rules = settings.profileChosen ? "chosen" : "open";
  root.dataset.text = settings.textSize || "medium";
  root.dataset.density = settings.density || "comfortable";
  root.dataset.contrast = settings.contrast || "normal";
  root.dataset.motion = settings.motion || "system";
  root.dataset.script = "on";
  // What the build says of the page: src/prerender/page-html.ts.
  var page = document.currentScript.dataset;
  // A page that begins with a list doesn't show it when its address opens an environment or an attempt.
  if (page.opens && new RegExp(page.opens).test(location.hash)) root.dataset.opens = "";
  // The app itself is asked for once the text is painted, so that on a slow line it does not hold the text up. A page
  // that nobody looks at is not painted; there, and in browsers that do not tell, it starts when all else has loaded.
  // So do the rules of style that the first paint didn't need.
  var app = page.app;
  var started = false;
  function start() {
    if (started || !app) return;
    started = true;
    var script = document.createElement("script");
    script.type = "module";
    script.src = app;
    document.head.append(script);
    // What the app imports is asked for beside it: found only in it, it would cost another round trip.
    link("modulepreload", page.scripts);
    // After the app's own, whose command line keeps what is typed until the simulator is there.
    // src/sandbox/client.ts takes it over.
    if (page.simulator) startSimulator();
    link("stylesheet", page.styles);
  }
  function link(rel, files) {
    var names = files ? files.split(" ") : [];
    for (var i = 0; i < names.length; i++) {
      var element = document.createElement("link");
      element.rel = rel;
      element.crossOrigin = "";
      element.href = names[i];
      document.head.append(element);
    }
  }
  function startSimulator() {
    var simulator;
    try {
      simulator = new Worker(page.simulator, { type: "module", name: "drydock-simulator" });
    } catch {
      return;
    }
    // What the shell loads once the page is idle waits for the simulator's first answer.
    window.simulatorAnswered = new Promise(function (resolve) {
      simulator.addEventListener("message", resolve, { once: true });
      // One that couldn't be loaded is started again when it is needed.
      simulator.onerror = function () {
        simulator = undefined;
        resolve();
      };
      setTimeout(resolve, 10000);
    });
    window.takeSimulator = function () {
      var taken = simulator;
      simulator = undefined;
      return taken;
    };
  }
  try {
    new PerformanceObserver(start).observe({ type: "paint", buffered: true });
  } catch {
    addEventListener("DOMContentLoaded", start);
  }
  addEventListener("load", function () {
    setTimeout(start, document.hidden ? 0 : 500);
  });

  // The browser offers installation once, possibly before the page can ask; the offer is kept for the right moment.
  addEventListener("beforeinstallprompt", function (event) {
    event.preventDefault();
    window.installOffer = event;
  });

  // The page can be read and used as soon as it is painted. What is pressed before the app listens waits here, in order;
  // src/ui/shell/early-input.ts takes it over.
  var kept = [];
  function keep(event) {
    var target = event.target instanceof Element ? event.target : root;
    if (event.type !== "keydown") {
      if (event.type === "input" || target.closest("button")) kept.push(event);
      return;
    }
    var palette = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
    var single =
      event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && settings.singleKeys !== false;
    if (event.altKey || !(palette || (single && !target.closest("input, textarea, select")))) return;
    kept.push(event);
    // Otherwise a listener added meanwhile would handle the key, and again when it is replayed.
    event.stopPropagation();
    // Else the browser would open its own search.
    if (palette || event.key === "/") event.preventDefault();
  }
  // The address of some pages says what is open, so the way past the navigation leaves it alone.
  addEventListener("click", function (event) {
    var main = document.getElementById("main");
    if (!main || !(event.target instanceof Element) || !event.target.closest(".skip")) return;
    event.preventDefault();
    main.scrollIntoView();
    main.focus({ preventScroll: true });
  });
  // A form is never sent to a server: what it does, the app does.
  addEventListener("submit", function (event) {
    event.preventDefault();
  });
  addEventListener("keydown", keep, true);
  addEventListener("click", keep, true);
  addEventListener("input", keep, true);
  window.endEarlyPresses = function () {
    removeEventListener("click", keep, true);
    removeEventListener("input", keep, true);
  };
  window.takeEarlyInput = function () {
    removeEventListener("keydown", keep, true);
    return kept.splice(0);
  };
})();
