// Fills the list that the browser shows under a box while somebody types. By POST, as it may say something about them.
(function () {
  "use strict";
  document.querySelectorAll("input[data-suggest]").forEach(function (box) {
    var list = document.getElementById(box.getAttribute("list")), waiting, asked = "";
    box.addEventListener("input", function () {
      clearTimeout(waiting);
      waiting = setTimeout(function () {
        var typed = box.value;
        if (typed === asked) return;
        asked = typed;
        var form = new URLSearchParams();
        form.set(box.name, typed);
        fetch(box.dataset.suggest, { method: "POST", body: form, credentials: "same-origin" })
          .then(function (answer) { return answer.ok ? answer.text() : ""; })
          .then(function (options) { if (asked === typed) list.innerHTML = options; })
          .catch(function () { /* without a line there are no suggestions */ });
      }, 250);
    });
  });
})();
