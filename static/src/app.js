// The script on every page: small modules, each for one attribute of the markup (docs/frontend.md).
import "./js/htmx.js";
import "./js/menus.js";
import "./js/dialog.js";
import "./js/shortcuts.js";
import "./js/search.js";
import "./js/list.js";
import "./js/follow.js";
import "./js/combobox.js";
import "./js/suggest.js";
import "./js/form.js";
import "./js/draft.js";
import "./js/papers.js";
import "./js/samples.js";
import "./js/depends.js";
import "./js/progress.js";
import { whenever } from "./js/dom.js";

// The line grid comes only where there are lines.
whenever("[data-grid]", () => import("./js/grid/index.js"));
