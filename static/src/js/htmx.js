// htmx as a module, told what the page's policy allows (see the meta tag in base.html).
import htmx from "htmx.org/dist/htmx.esm.js";
import { t } from "./words.js";
import { note, tell } from "./note.js";

const SENTENCES = {
  0: () => t("The server cannot be reached. Nothing was saved; what you typed is still here."),
  401: () => t("You were logged out. Log in again in another tab, then repeat this step."),
  403: () => t("You may not do this. Nothing was changed."),
  404: () => t("This record is gone, or is not yours to see."),
  409: () => t("Somebody saved this record meanwhile. Nothing of yours was written."),
  413: () => t("The file is too large. Nothing was saved."),
  429: () => t("Too many requests. Wait a minute and repeat this step."),
};

function failed(status, number) {
  const sentence = (SENTENCES[status] || (() => t("This step did not succeed; nothing was changed.")))();
  const more = number ? ` ${t("Tell the administrator this number: {number}", { number })}` : "";
  tell("request", note("red", sentence + more));
}

document.addEventListener("htmx:responseError", (event) => {
  failed(event.detail.xhr.status, event.detail.xhr.getResponseHeader("X-Request-ID"));
});
document.addEventListener("htmx:sendError", () => failed(0));
document.addEventListener("htmx:beforeRequest", () => tell("request", null));

export default htmx;
