// Leaves first, then tidies up: the page is hidden before anything else can be seen. Without JavaScript the link does the same.
(function () {
  "use strict";
  var link = document.querySelector("[data-leave]");
  if (!link) return;
  var lastEscape = 0;
  function leave(event) {
    if (event) event.preventDefault();
    document.documentElement.hidden = true;
    document.title = "…";
    try { sessionStorage.clear(); localStorage.clear(); } catch (error) { /* storage is switched off */ }
    location.replace(link.href);
  }
  link.addEventListener("click", leave);
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    var now = Date.now();
    if (now - lastEscape < 1000) leave(event);
    lastEscape = now;
  });
  // The list of filters is open where there is room for it.
  var filters = document.getElementById("filters");
  if (filters && matchMedia("(min-width: 60rem)").matches) filters.open = true;
})();
