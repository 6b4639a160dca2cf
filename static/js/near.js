// "Near me" exists only where the browser can tell; the position is rounded to about a kilometre before it leaves the phone.
(function () {
  "use strict";
  var form = document.getElementById("near");
  if (!form || !navigator.geolocation) return;
  form.hidden = false;
  form.querySelector("button").addEventListener("click", function () {
    navigator.geolocation.getCurrentPosition(function (position) {
      form.elements.lat.value = position.coords.latitude.toFixed(2);
      form.elements.lon.value = position.coords.longitude.toFixed(2);
      form.submit();
    }, function () { form.hidden = true; });
  });
})();
