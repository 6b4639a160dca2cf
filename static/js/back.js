// A page that the browser has kept alive shows what was true before the answers were given or forgotten: fetch it anew.
addEventListener("pageshow", function (event) {
  "use strict";
  if (event.persisted) location.reload();
});
