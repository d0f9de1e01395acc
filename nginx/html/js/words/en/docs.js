// docs.js -- the words of the page of the API, in English.

export const words = {
    docsTitle: "The API",
    docsLead: "All that these pages do can be done without them.",
    download: "The description, openapi.yaml",
    noViewer: "The viewer is not installed here.",
    noViewerAdvice: "Install npm and run deploy/up again; it adds the viewer. " +
        "Any viewer of OpenAPI 3.1 can open the file above too.",
};
