// Sets theme, profile and text settings before the first paint, so that neither colours nor numbers flash.
(function () {
  var root = document.documentElement;
  var settings = {};
  try {
    settings = JSON.parse(localStorage.getItem("drydock.settings") || "{}") || {};
  } catch {
    settings = {};
  }
  var dark =
    settings.theme === "dark" || (settings.theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.dataset.theme = dark ? "dark" : "light";
  root.dataset.profile = settings.profile === "azure" ? "azure" : "chapter";
  root.dataset.text = settings.textSize || "medium";
  root.dataset.density = settings.density || "comfortable";
  root.dataset.contrast = settings.contrast || "normal";
  root.dataset.motion = settings.motion || "system";
  root.dataset.script = "on";
  // The browser offers installation once, possibly before the page can ask; the offer is kept for the right moment.
  addEventListener("beforeinstallprompt", function (event) {
    event.preventDefault();
    window.installOffer = event;
  });
})();
