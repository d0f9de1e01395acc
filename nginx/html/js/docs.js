// docs.js -- the API's description in a viewer (Swagger UI), where deploy/up could install it; else how to get one.

import {byId, fill, make, notice} from "./core/dom.js";
import {word} from "./core/language.js";
import {startPage} from "./core/page.js";

const VIEWER = "/docs/viewer";

function load(name, properties) {
    return new Promise((resolve, reject) => {
        const node = make(name, properties);
        node.addEventListener("load", resolve);
        node.addEventListener("error", reject);
        document.head.append(node);
    });
}

// The viewer has a look for the dark, which it wears where the page has this class.
function followScheme() {
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const wear = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
    dark.addEventListener("change", wear);
    wear();
}

async function showViewer() {
    await load("link", {rel: "stylesheet", href: `${VIEWER}/swagger-ui.css`});
    await load("script", {src: `${VIEWER}/swagger-ui-bundle.js`});
    byId("viewer").classList.add("shown");
    followScheme();
    globalThis.SwaggerUIBundle({
        url: "/openapi.yaml", domNode: byId("viewer"), docExpansion: "list", defaultModelsExpandDepth: 0,
        deepLinking: true, validatorUrl: null, // nothing is asked of another host
    });
}

await startPage();
document.title = `Usher – ${word("docsTitle")}`;
try {
    await showViewer();
} catch {
    fill(byId("viewer"), notice("info", word("noViewer"), make("p", {}, word("noViewerAdvice"))));
}
